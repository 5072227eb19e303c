"""The records of travel.trips as dpg.v1.DataService gives them: as JSON text, and as the bytes that are stored."""
import base64
import io
import json
from datetime import datetime, timezone

import fastavro
from dpg.v1 import data_service_pb2, frame_pb2

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
AVRO_FRAMING_BYTES = 5  # a zero and the schema's number in the registry


def show(partition, offset, id, count, ratio, price, day, at, tags, city, payload, note):
    """Prints a record; its time in nanoseconds since 1970."""
    print(
        partition, offset, id, count, ratio, price, day, f"{at // 10**9}.{at % 10**9:09d}", ",".join(tags), city,
        base64.b64encode(payload).decode(), "-" if note is None else note,
        sep="|", flush=True)


def nanoseconds(time):
    return round((time - EPOCH).total_seconds() * 1000) * 10**6


def show_json(partition, offset, text):
    trip = json.loads(text)
    at = datetime.strptime(trip["at"], "%Y-%m-%dT%H:%M:%S.%f%z")
    show(
        partition, offset, trip["id"], trip["count"], trip["ratio"], trip["price"], trip["day"], nanoseconds(at),
        trip["tags"], trip["place"]["city"], base64.b64decode(trip["payload"]), trip.get("note"))


def show_avro(partition, offset, schema, stored):
    trip = fastavro.schemaless_reader(io.BytesIO(stored[AVRO_FRAMING_BYTES:]), schema)
    show(
        partition, offset, trip["id"], trip["count"], trip["ratio"], trip["price"], trip["day"], nanoseconds(trip["at"]),
        trip["tags"], trip["place"]["city"], trip["payload"], trip["note"])


def read(data, encoding, start):
    request = data_service_pb2.ReadRequest(
        product="travel.trips", start=start, encoding=frame_pb2.Encoding.Value("ENCODING_" + encoding.upper()))
    schemas = {}
    for frame in data.Read(request):
        if frame.schema_info.format == frame_pb2.SchemaInfo.FORMAT_AVRO:
            schemas[frame.schema_info.schema_id] = fastavro.parse_schema(json.loads(frame.schema_info.schema))
        for record in frame.batch.records:
            if record.WhichOneof("value") == "json":
                show_json(frame.batch.partition, record.offset, record.json)
            elif record.schema_id in schemas:
                show_avro(frame.batch.partition, record.offset, schemas[record.schema_id], record.raw)
            else:
                show_json(frame.batch.partition, record.offset, record.raw)
