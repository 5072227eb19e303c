// Reads the typed product travel.trips with stubs of `dpg stubs --lang node`. Prints what PolyglotIT compares.
// usage: client.js ADDRESS read | json | raw | filter EXPRESSION | follow RECORDS | error
const { setTimeout } = require('node:timers/promises');
const grpc = require('@grpc/grpc-js');
const protobuf = require('protobufjs');
const encodings = require('./encodings');
const stubs = require('./stubs');

const EARLIEST = { edge: 'EDGE_EARLIEST' };

// begin: follow
/** Hands over every record of the product once, whatever becomes of connections; never returns. */
async function follow(trips, handle) {
  for (let token = '', handled = {}; ; await setTimeout(100 + 400 * Math.random())) {
    const call = trips.Subscribe({ start: token ? { resume_token: token, handled: Object.values(handled) } : EARLIEST });
    try {
      for await (const frame of call) {
        const part = frame[frame.frame] ?? {};
        if (frame.batch) {
          for (const record of part.records) handle(part.partition ?? 0, record);
          handled[part.partition ?? 0] = { cursor: part.cursor };
        } else if (part.resume_token) [token, handled] = [part.resume_token, {}]; // everything before it was handled
      }
    } catch (lost) {
      if (![grpc.status.UNAVAILABLE, grpc.status.RESOURCE_EXHAUSTED].includes(lost.code)) throw lost;
    } finally {
      call.cancel(); // where handle threw
    }
  }
}
// end: follow

function show(partition, record) {
  const at = record.message.at;
  encodings.show(partition, record.offset, {
    ...record.message, at: BigInt(at.seconds) * 1_000_000_000n + BigInt(at.nanos ?? 0),
  });
}

class Enough extends Error {}

async function followSome(trips, wanted) {
  let left = wanted;
  try {
    await follow(trips, (partition, record) => {
      show(partition, record);
      if (--left === 0) throw new Enough();
    });
  } catch (end) {
    if (!(end instanceof Enough)) throw end;
  }
}

async function read(trips, request) {
  for await (const frame of trips.Read({ start: EARLIEST, ...request })) {
    for (const record of frame.batch?.records ?? []) show(frame.batch.partition ?? 0, record);
  }
}

/** The details are a google.rpc.Status in a trailer; the part of it that is needed here. */
const details = protobuf.parse(`syntax = "proto3";
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }`).root;

async function error(trips) {
  try {
    await read(trips, { start: { resume_token: 'nonsense' } });
  } catch (refused) {
    const [trailer] = refused.metadata.get('grpc-status-details-bin');
    const status = details.lookupType('Status').decode(trailer);
    const info = details.lookupType('ErrorInfo').decode(status.details[0].value);
    console.log([refused.code, info.reason, info.domain].join('|'));
  }
}

async function main(address, command, argument) {
  const trips = new stubs.travel.trips.v1.Trips(address, grpc.credentials.createInsecure());
  if (command === 'read') await read(trips, {});
  if (command === 'json' || command === 'raw') {
    const data = new stubs.dpg.v1.DataService(address, grpc.credentials.createInsecure());
    await encodings.read(data, command, EARLIEST);
    data.close();
  }
  if (command === 'filter') await read(trips, { filter: argument });
  if (command === 'follow') await followSome(trips, Number(argument));
  if (command === 'error') await error(trips);
  trips.close();
}

main(...process.argv.slice(2)).catch((failure) => {
  console.error(failure);
  process.exitCode = 1;
});
