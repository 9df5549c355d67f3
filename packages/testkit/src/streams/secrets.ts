import { fault } from "@listenkey/simulator";
import { equal, holds } from "../transport/assertions.ts";
import { incidents, MINUTE, SECOND } from "./incidents.ts";
import { textOf } from "./judgement.ts";
import type { StreamPromise } from "./stream-promise.ts";
import { allWays } from "./way.ts";

/** Promise 14, I17: no secret leaves. */
export const secretPromises: readonly StreamPromise[] = [
  {
    of: "14",
    title:
      "nothing that a stream says, delivers, or is made of as far as it can be printed, holds a secret",
    ways: allWays,
    async run(make, way) {
      const world = make();
      const { exchange, account, egress } = world;
      const said: unknown[] = [];
      exchange.faults.next({}, fault.reply({ status: 400, body: echo(account.apiKeys) }));
      const refused = world.open();
      refused.stream.ready().catch((error: unknown) => said.push(error));
      await world.clock.advance(10 * SECOND);
      const watch = await world.live();
      world.traffic(SECOND);
      for (const incident of incidents) {
        await incident.happen(world, watch);
        await world.clock.advance(20 * SECOND);
      }
      if (way.keysOf !== undefined) account.keys(way.keysOf).revoke();
      await world.clock.advance(21 * MINUTE);
      const secrets = [...egress.secrets, ...account.apiKeys, account.credentials().secret];
      holds(
        secrets.length >= (way.access === "listenKey" ? 4 : 3),
        "there are secrets to be found",
      );
      const printed = [
        watch.heard,
        refused.heard,
        watch.items,
        said,
        watch.stream,
        watch.stream.stats(),
      ];
      const words = [
        ...printed.map(textOf),
        JSON.stringify(watch.items),
        JSON.stringify(watch.heard),
      ];
      const leaked = secrets.filter((secret) => words.some((text) => text.includes(secret)));
      equal(leaked.length, 0, "secrets that are told");
      await world.finish({ mayFind: ["lost", "gapTooWide", "gapUnjustified"], drainMs: MINUTE });
    },
  },
];

/** The words of one who repeats all that was told. */
function echo(secrets: readonly string[]): string {
  return JSON.stringify({ code: -1102, msg: `no ${secrets.join(" or ")}` });
}
