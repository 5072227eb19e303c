"""Reads the typed product travel.trips with stubs of `dpg stubs --lang python`. Prints what PolyglotIT compares.

usage: client.py ADDRESS read | json | raw | filter EXPRESSION | follow RECORDS | error
"""
import random
import sys
import time

import encodings_of_trips
import grpc
from dpg.v1 import data_service_pb2, data_service_pb2_grpc, position_pb2
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from travel.trips.v1 import trips_pb2_grpc

EARLIEST = position_pb2.Start(edge=position_pb2.EDGE_EARLIEST)


# begin: follow
def follow(trips, handle):
    """Hands over every record of the product once, whatever becomes of connections; never returns."""
    token, handled = "", {}
    while True:
        start = position_pb2.Start(resume_token=token, handled=handled.values()) if token else EARLIEST
        try:
            for frame in trips.Subscribe(data_service_pb2.SubscribeRequest(start=start)):
                part = getattr(frame, frame.WhichOneof("frame") or "end")
                if frame.HasField("batch"):
                    for record in part.records:
                        handle(part.partition, record)
                    handled[part.partition] = position_pb2.HandledCursor(cursor=part.cursor)
                elif part.resume_token:  # everything before it was handled
                    token, handled = part.resume_token, {}
        except grpc.RpcError as lost:
            if lost.code() not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED):
                raise
        time.sleep(random.uniform(0.1, 0.5))
# end: follow


def show(partition, record):
    trip = record.message
    encodings_of_trips.show(
        partition, record.offset, trip.id, trip.count, trip.ratio, trip.price, trip.day, trip.at.ToNanoseconds(),
        trip.tags, trip.place.city, trip.payload, trip.note if trip.HasField("note") else None)


class Enough(Exception):
    """As many records as were asked for have come."""


def follow_some(trips, wanted):
    left = [wanted]

    def handle(partition, record):
        show(partition, record)
        left[0] -= 1
        if left[0] == 0:
            raise Enough

    try:
        follow(trips, handle)
    except Enough:
        pass


def read(trips, **request):
    for frame in trips.Read(data_service_pb2.ReadRequest(start=EARLIEST, **request)):
        for record in frame.batch.records:
            show(frame.batch.partition, record)


def error(trips):
    try:
        list(trips.Read(data_service_pb2.ReadRequest(start=position_pb2.Start(resume_token="nonsense"))))
    except grpc.RpcError as refused:
        info = error_details_pb2.ErrorInfo()
        rpc_status.from_call(refused).details[0].Unpack(info)
        print(refused.code().value[0], info.reason, info.domain, sep="|")


def main(address, command, *arguments):
    with grpc.insecure_channel(address) as channel:
        trips = trips_pb2_grpc.TripsStub(channel)
        if command == "read":
            read(trips)
        elif command in ("json", "raw"):
            encodings_of_trips.read(data_service_pb2_grpc.DataServiceStub(channel), command, EARLIEST)
        elif command == "filter":
            read(trips, filter=arguments[0])
        elif command == "follow":
            follow_some(trips, int(arguments[0]))
        elif command == "error":
            error(trips)


main(*sys.argv[1:])
