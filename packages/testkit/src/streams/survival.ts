import { fault, type HandshakeFault, type RequestFault } from "@listenkey/simulator";
import { opened } from "../promises/world.ts";
import { equal, holds, rejects } from "../transport/assertions.ts";
import { cutAll, endStream, HOUR, MINUTE, SECOND } from "./incidents.ts";
import type { MakeWorld, StreamPromise } from "./stream-promise.ts";
import { allWays, keyWays, oneOfEach, spotSigned, tokenWays, type Way } from "./way.ts";

/** Everything that can happen to a request and leave hope. */
const troubles: Readonly<Record<string, RequestFault>> = {
  "a lost request": fault.lostRequest(),
  "a lost reply": fault.lostReply(),
  "no answer": fault.hang(),
  "no answer, though it was done": fault.hang({ handled: true }),
  "503, outcome unknown": fault.unavailable("A", { handled: true }),
  "503, failed": fault.unavailable("B"),
  "500": fault.internalError(),
  "408": fault.backendTimeout(),
};

/** Everything that can happen to a handshake. */
const handshakes: Readonly<Record<string, HandshakeFault>> = {
  "a refused connection": fault.refuseSocket(),
  "HTTP 400": fault.rejectSocket(400, "no"),
  "HTTP 503": fault.rejectSocket(503, "no"),
  "a handshake that hangs": fault.hangSocket(),
  "a slow handshake": fault.delaySocket(8 * SECOND),
  "a socket that is closed at once": fault.closeSocket({ code: 1011, reason: "no", afterMs: 0 }),
  "a socket that is closed before any answer": fault.closeSocket({
    code: 1006,
    reason: "",
    afterMs: 7,
  }),
  "a socket that is closed right after it was live": fault.closeSocket({
    code: 1012,
    reason: "",
    afterMs: 60,
  }),
};

/** Promises 5 and 7: nothing kills the process, and what is for good is told. (The runner fails on unhandled rejections.) */
export const survivalPromises: readonly StreamPromise[] = [
  ...Object.entries(troubles).map(([what, trouble]): StreamPromise => ({
    of: "5",
    title: `${what}, at first or in mid-life, is lived through`,
    ways: oneOfEach,
    run: (make, way) => liveThrough(make, way, trouble),
  })),
  ...Object.entries(handshakes).map(([what, trouble]): StreamPromise => ({
    of: "5",
    title: `${what}, at first or in mid-life, is lived through`,
    ways: oneOfEach,
    run: (make, way) => liveThrough(make, way, trouble),
  })),
  {
    of: "5",
    title:
      "a handshake that the firewall refuses is not repeated for five minutes, and then succeeds",
    ways: oneOfEach,
    async run(make) {
      const world = make();
      world.exchange.faults.next({}, fault.rejectSocket(403, "<html>no</html>"));
      const watch = world.open();
      await world.until("it is live", () => watch.stream.state === "live", 7 * MINUTE);
      holds(world.clock.monotonic() >= 5 * MINUTE, "it has waited for five minutes");
      world.emit();
      await world.finish();
    },
  },
  {
    of: "7",
    title: "what Binance has switched off is one request and one error that names the successor",
    ways: oneOfEach.slice(0, 1),
    async run(make) {
      const world = make();
      world.exchange.faults.always({ call: "create" }, fault.gone());
      const watch = world.open();
      const error = await rejects(opened(watch.stream.ready(), world.clock), "RETIRED");
      holds(error.message.length > 20, "the message says what to do");
      await world.clock.advance(HOUR);
      equal(world.requests().length, 1, "requests");
      equal(
        watch.heard.map(({ name }) => name),
        ["failed"],
        "words",
      );
      equal(watch.stream.state, "failed", "the state");
      await world.finish();
    },
  },
  {
    of: "5",
    title:
      "an API key that is not accepted at first fails the stream, its iterator and whoever waits",
    ways: [...keyWays.slice(0, 1), ...tokenWays.slice(0, 1), spotSigned],
    async run(make) {
      const world = make();
      for (const apiKey of world.account.apiKeys) world.account.blockApiKey(apiKey);
      const watch = world.open();
      const reading = watch.stream[Symbol.asyncIterator]().next();
      reading.catch(() => undefined);
      const error = await rejects(opened(watch.stream.ready(), world.clock), "REJECTED");
      equal(
        (await rejects(reading, "REJECTED")) === error,
        true,
        "whether the iterator throws the same",
      );
      equal(watch.heard.at(-1)?.name, "failed", "the last word");
      await world.clock.advance(HOUR);
      holds(world.egress.departures().length <= 6, "nobody insists");
      await world.finish();
    },
  },
  {
    of: "5",
    title: "an API key that is blocked in mid-life costs nothing as long as the feeds live",
    ways: allWays,
    async run(make) {
      const world = make();
      const watch = await world.live();
      world.traffic(5 * SECOND);
      for (const apiKey of world.account.apiKeys) world.account.blockApiKey(apiKey);
      await world.clock.advance(25 * MINUTE);
      equal(watch.stream.state, "live", "the state while it is blocked");
      for (const apiKey of world.account.apiKeys) world.account.allowApiKey(apiKey);
      await world.clock.advance(5 * MINUTE);
      equal(watch.gaps.length, 0, "gaps");
      await world.finish();
    },
  },
  {
    of: "5",
    title: "wrong options are refused at the call, before any request",
    ways: allWays,
    run(make) {
      const world = make();
      const wrong: readonly object[] = [
        { sockets: 3 },
        { events: ["NO_SUCH_EVENT"] },
        { access: "carrierPigeon" },
        { environment: "nowhere" },
        { apiKey: "" },
        { buffer: { events: 0 } },
        { transport: {} },
        { recvWindowMs: 100_000 },
      ];
      for (const options of wrong) {
        let code: unknown;
        try {
          world.open(options);
        } catch (error) {
          ({ code } = error as { code: unknown });
        }
        equal(code, "CONFIGURATION", `the error for ${JSON.stringify(options)}`);
      }
      equal(world.egress.total, 0, "requests");
      world.exchange.close();
      equal(world.clock.pendingTimers, 0, "timers left");
      return Promise.resolve();
    },
  },
  {
    of: "I11",
    title: "after the server was restarted everything is live again soon, with few calls",
    ways: allWays,
    async run(make) {
      for (const ms of [10 * SECOND, 10 * MINUTE, 70 * MINUTE]) {
        const world = make();
        const watch = await world.live();
        world.traffic(10 * SECOND);
        await world.clock.advance(MINUTE);
        world.exchange.goDown();
        await world.clock.advance(ms);
        const before = world.egress.departures().length;
        world.exchange.comeBack();
        await world.until("it is live again", () => watch.stream.state === "live", 45 * SECOND);
        await world.clock.advance(MINUTE);
        equal(world.egress.sockets, 2, "sockets");
        holds(world.egress.departures().length - before <= 16, "it takes few calls");
        await world.finish();
      }
    },
  },
];

/** What stands in the way of whatever a stream needs first, and then of its coming back. */
async function liveThrough(
  make: MakeWorld,
  way: Way,
  trouble: RequestFault | HandshakeFault,
): Promise<void> {
  const first = make();
  first.exchange.faults.next({}, trouble, { times: 3 });
  const opening = first.open();
  await first.until("it is live", () => opening.stream.state === "live", 4 * MINUTE);
  await first.clock.advance(MINUTE);
  first.emit();
  await first.finish();
  const world = make();
  const watch = await world.live();
  world.traffic(500);
  await world.clock.advance(5 * SECOND);
  world.exchange.faults.next({}, trouble, { times: 3 });
  if (way.access === "subscription" || trouble.on === "handshake") cutAll(world.exchange);
  else endStream(world);
  await world.until("it is interrupted", () => watch.count("interrupted") > 0, MINUTE);
  await world.until("it is live again", () => watch.stream.state === "live", 4 * MINUTE);
  await world.clock.advance(2 * MINUTE);
  await world.finish();
}
