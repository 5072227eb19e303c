// The records of travel.trips as dpg.v1.DataService gives them: as JSON text, and as the bytes that are stored.
const avro = require('avsc');

const AVRO_FRAMING_BYTES = 5; // a zero and the schema's number in the registry

/** Prints a record; its time in nanoseconds since 1970. */
function show(partition, offset, trip) {
  const at = `${trip.at / 1_000_000_000n}.${String(trip.at % 1_000_000_000n).padStart(9, '0')}`;
  console.log([
    partition, offset ?? '0', trip.id, trip.count, trip.ratio, trip.price, trip.day, at,
    (trip.tags ?? []).join(','), trip.place.city, Buffer.from(trip.payload).toString('base64'), trip.note ?? '-',
  ].join('|'));
}

const nanoseconds = (milliseconds) => BigInt(milliseconds) * 1_000_000n;

/** JSON.parse takes numbers for doubles, which do not hold every 64-bit integer: long ones are made strings before. */
const parse = (text) => JSON.parse(text.replace(/("(?:[^"\\]|\\.)*")|(-?\d{16,})(?![\d.eE])/g, (all, string) => string ?? `"${all}"`));

function fromJson(text) {
  const trip = parse(text);
  return { ...trip, at: nanoseconds(Date.parse(trip.at)), payload: Buffer.from(trip.payload, 'base64') };
}

/** avsc takes them for doubles, too, unless it is told otherwise. */
const long = avro.types.LongType.__with({
  fromBuffer: (buffer) => buffer.readBigInt64LE(),
  toBuffer: (number) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(number);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (number) => typeof number === 'bigint',
  compare: (one, other) => Number(one > other) - Number(one < other),
});

function decimal(bytes) {
  const unscaled = BigInt.asIntN(8 * bytes.length, BigInt(`0x${bytes.toString('hex')}`));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(3, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function fromAvro(type, stored) {
  const trip = type.fromBuffer(stored.subarray(AVRO_FRAMING_BYTES));
  const day = new Date(trip.day * 86_400_000).toISOString().slice(0, 10);
  return { ...trip, price: decimal(trip.price), day, at: nanoseconds(trip.at) };
}

async function read(data, encoding, start) {
  const types = {};
  const request = { product: 'travel.trips', start, encoding: `ENCODING_${encoding.toUpperCase()}` };
  for await (const { schema_info: info, batch } of data.Read(request)) {
    if (info?.format === 'FORMAT_AVRO') {
      types[info.schema_id] = avro.Type.forSchema(JSON.parse(info.schema), { registry: { long } });
    }
    for (const record of batch?.records ?? []) {
      const type = types[record.schema_id];
      const trip = type ? fromAvro(type, record.raw) : fromJson(record.json ?? record.raw.toString());
      show(batch.partition ?? 0, record.offset, trip);
    }
  }
}

module.exports = { show, read };
