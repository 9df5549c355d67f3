import { fault, type RequestFault } from "@listenkey/simulator";
import { equal, holds } from "../transport/assertions.ts";
import { createWorld, MINUTE, type KeyPromise } from "./world.ts";

/** Everything that can happen to a request, and whether waiting helps. */
const troubles: Readonly<
  Record<string, { readonly fault: RequestFault; readonly endsInFailure?: boolean }>
> = {
  "a lost request": { fault: fault.lostRequest() },
  "a lost reply": { fault: fault.lostReply() },
  "no answer": { fault: fault.hang() },
  "no answer, though it was done": { fault: fault.hang({ handled: true }) },
  "503, outcome unknown": { fault: fault.unavailable("A", { handled: true }) },
  "503, failed": { fault: fault.unavailable("B") },
  "503, throttled": { fault: fault.unavailable("C") },
  "500": { fault: fault.internalError() },
  "408": { fault: fault.backendTimeout() },
  "403 of the firewall": { fault: fault.firewall() },
  "429": { fault: fault.tooManyRequests({}) },
  "418": { fault: fault.banned({ retryAfter: 120 }) },
  "an empty body": { fault: fault.emptyBody() },
  "broken JSON": { fault: fault.brokenJson() },
  "HTML with status 200": { fault: fault.htmlBody() },
  "another key than before": { fault: fault.rotateKey() },
  "410": { fault: fault.gone(), endsInFailure: true },
  "404": { fault: fault.reply({ status: 404, body: "<html>404</html>" }), endsInFailure: true },
};

/** Promise 5: nothing kills the process, and whoever waits is told. (The runner fails on unhandled rejections.) */
export const survivalPromises: readonly KeyPromise[] = [
  ...Object.entries(troubles).map(
    ([what, { fault: trouble, endsInFailure = false }]): KeyPromise => ({
      of: "5",
      title: `${what}, at first or in mid-life, is lived through or told`,
      async run(core) {
        for (const call of ["create", "extend"] as const) {
          const { clock, exchange, account, manager } = createWorld(core);
          exchange.faults.next({ call }, trouble, { times: 3 });
          const one = manager({ openTimeoutMs: Infinity });
          const told = one.manager.open().then(
            () => "opened",
            () => "rejected",
          );
          await clock.advance(90 * MINUTE);
          const failed = endsInFailure ? "failed" : "live";
          equal(one.manager.state, failed, `the state after ${call}`);
          equal(
            await told,
            endsInFailure && call === "create" ? "rejected" : "opened",
            "what open() said",
          );
          if (!endsInFailure)
            equal(one.manager.listenKey, account.keys("umfutures").listenKey, "the key");
          await one.manager.close();
        }
      },
    }),
  ),
  {
    of: "5",
    title: "an outage that is lived through holds the process, a key at rest does not",
    async run(core) {
      const { clock, exchange, manager } = createWorld(core);
      const timers: boolean[] = [];
      const watchedClock = {
        now: () => clock.now(),
        monotonic: () => clock.monotonic(),
        setTimer(ms: number, callback: () => void, options: { readonly ref: boolean }) {
          const index = timers.push(options.ref) - 1;
          const done = (act: () => void) => () => {
            timers[index] = false;
            act();
          };
          return done(clock.setTimer(ms, done(callback), options));
        },
      };
      const one = manager({ clock: watchedClock, openTimeoutMs: Infinity });
      const opening = one.manager.open();
      exchange.goDown();
      await clock.advance(10 * MINUTE);
      holds(timers.includes(true), "a pending open() holds the process");
      exchange.comeBack();
      await clock.advance(MINUTE);
      await opening;
      holds(!timers.includes(true), "a key at rest does not hold the process");
      exchange.goDown();
      await clock.advance(30 * MINUTE);
      equal(one.manager.state, "suspended", "the state");
      holds(timers.includes(true), "retrying a renewal holds the process");
      await one.manager.close();
      holds(!timers.includes(true), "nothing holds the process after close()");
    },
  },
];
