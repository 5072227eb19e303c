"""Writes orders with Confluent's own Avro serializer: write_orders.py BOOTSTRAP REGISTRY TOPIC SCHEMA_FILE"""

import sys
from datetime import datetime, timezone
from decimal import Decimal

from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

bootstrap, registry, topic, schema_file = sys.argv[1:]
with open(schema_file, encoding="utf-8") as file:
    serialize = AvroSerializer(SchemaRegistryClient({"url": registry}), file.read())
context = SerializationContext(topic, MessageField.VALUE)
placed = datetime(2026, 3, 1, 8, 0, 0, 125000, tzinfo=timezone.utc)
orders = [
    {"id": "p1", "amount": Decimal("12.50"), "placed": placed, "note": None, "channel": "web"},
    {"id": "p2", "amount": Decimal("-0.07"), "placed": placed, "note": "grün", "channel": "shop"},
]
producer = Producer({"bootstrap.servers": bootstrap})
for order in orders:
    producer.produce(topic, key=order["id"].encode(), value=serialize(order, context))
if producer.flush(60) != 0:
    sys.exit("not everything could be written")
