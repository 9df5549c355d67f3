import { hmacSigner } from "@listenkey/signing";
import { spot } from "@listenkey/spot";
import { openUserDataStream } from "@listenkey/stream";
import { umfutures } from "@listenkey/umfutures";
import { equal, holds } from "../../testkit/src/transport/assertions.ts";
import { Journey } from "./journey.mjs";

const MINUTE = 60_000;

/** Sockets are replaced at an age between 12 and 20 h: with chances that are all 0, as early as that. */
const AGE = 12 * 60 * MINUTE;

/** A way to a stream of each kind: by listen key, and by signed subscription. */
const ways = [
  { product: umfutures, simulated: "umfutures", credentials: ({ apiKey }) => ({ apiKey }) },
  {
    product: spot,
    simulated: "spot",
    credentials: ({ apiKey, secret }) => ({ apiKey, signer: hmacSigner(secret) }),
  },
];

/** Streams of an account that trades. */
export const streamCases = ways.flatMap((way) => [
  {
    group: way.simulated,
    title: "a stream lives through drops and a rotation: nothing lost, nothing twice",
    run: (context) => liveThroughADay(way, context),
  },
  {
    group: way.simulated,
    title: "a stream is read, dropped and read on, on the runtime's own clock",
    run: (context) => readOn(way, context),
  },
]);

async function liveThroughADay(way, { makeTransport, control }) {
  const world = await control.openWorld(way.simulated);
  const journey = new Journey(world, makeTransport());
  const stream = open(way, world, journey);
  const items = [];
  stream.on("event", (item) => items.push(told(item)));
  const more = (count, before = items.length) =>
    journey.until(`${count} more events come`, () => items.length >= before + count);
  const bothLive = () =>
    journey.until("both sockets are live", () => stream.stats().liveSockets === 2, 5 * MINUTE);

  const ready = stream.ready();
  await journey.until("it is live", () => stream.state === "live");
  await ready;
  const liveAt = await world.do("now");
  await bothLive();
  await world.do("trade", { perMinute: 600 });
  await more(20);

  await world.do("cut", { sockets: 1 });
  await more(20);
  await bothLive();
  equal(stream.stats().gaps, 0, "gaps after one of two sockets was dropped");

  await world.do("cut", { sockets: 2 });
  await journey.until("it goes on after a gap", () => stream.stats().gaps > 0);
  await bothLive();
  await more(20);
  equal(stream.stats().gaps, 1, "gaps after both sockets were dropped");

  await world.do("trade", { perMinute: 0 });
  await journey.travel(AGE - 5 * MINUTE);
  equal(stream.stats().rotations, 0, "rotations before their time");
  await world.do("trade", { perMinute: 120 });
  await journey.until(
    "both sockets are replaced",
    () => stream.stats().rotations === 2,
    10 * MINUTE,
  );
  await more(20);
  await bothLive();
  await world.do("trade", { perMinute: 0 });
  // Until probes have been answered on the new sockets, too.
  await journey.travel(2 * MINUTE);
  const { livenessBoundMs = Infinity } = stream.stats();
  holds(livenessBoundMs <= 30_000, `a dead socket would be noticed within ${livenessBoundMs} ms`);

  const closedAt = await world.do("now");
  await stream.close();
  equal(await world.do("audit", { items, liveAt, closedAt }), [], "findings");
  equal(stream.stats().gaps, 1, "gaps in all");
  await world.do("allClosed");
  equal(journey.clock.pending, 0, "timers after close()");
  await world.do("end");
}

async function readOn(way, { makeTransport, control }) {
  const world = await control.openWorld(way.simulated);
  const stream = openUserDataStream({
    product: way.product,
    transport: makeTransport(),
    environment: world.environment,
    account: "mine",
    ...way.credentials(world),
  });
  await stream.ready();
  await world.do("trade", { perMinute: 6_000 });
  const seen = { events: 0, gaps: 0 };
  for await (const item of stream) {
    equal(item.account, "mine", "the label");
    if (item.type === "gap") seen.gaps += 1;
    else seen.events += 1;
    if (seen.events === 20 && seen.gaps === 0) await world.do("cut", { sockets: 2 });
    if (seen.gaps > 0 && seen.events >= 60) break;
  }
  equal(seen.gaps, 1, "gaps");
  await stream.close();
  await world.do("allClosed");
  await world.do("end");
}

function open(way, world, journey) {
  const { signer, ...credentials } = way.credentials(world);
  return openUserDataStream({
    product: way.product,
    ...credentials,
    ...(signer && { signer: journey.signer(signer) }),
    transport: journey.transport,
    clock: journey.clock,
    environment: world.environment,
    random: () => 0,
  });
}

/** An item as it can be sent to be judged. */
function told(item) {
  if (item.type === "gap") return { ...item };
  const { seq, type, raw, late } = item;
  return { seq, type, raw, ...(late && { late }) };
}
