import type { Ground, Row } from "../ground.ts";
import type { Contender, Section } from "../measure/section.ts";
import { clientsOfOthers } from "./peers.ts";
import { withStandIn } from "./stand-in.ts";

/** Who renews. */
interface Way {
  readonly client?: string;
  /** The file of another author's client. */
  readonly peer?: string;
}

/** How many calls are under way at a time, and how many are made in all. */
const LOADS = [
  { atATime: 1, calls: 4_000 },
  { atATime: 64, calls: 16_000 },
] as const;

/** Renewals of a listen key as fast as they are answered, against the same requests by hand. */
export const renewalsRow: Row = (ground) =>
  withStandIn(ground, async ({ port }) => {
    const sections: Section[] = [];
    for (const load of LOADS) sections.push(await renewals(ground, port, load));
    return sections;
  });

function renewals(ground: Ground, port: number, load: (typeof LOADS)[number]): Promise<Section> {
  const others = clientsOfOthers(ground.peers, "renewals").map(({ name, url }): Contender<Way> => ({
    name,
    way: { peer: url },
    floor: "node:http",
  }));
  const plan = {
    title: `Renewals, ${load.atATime} at a time`,
    figures: [
      { name: "perSecond", head: "calls", unit: "/s" },
      { name: "cpuUs", head: "CPU", unit: "µs" },
      { name: "p50", head: "p50", unit: "µs" },
      { name: "p99", head: "p99", unit: "µs" },
    ],
    contenders: [
      ...pair("node:http", "transport-node-http"),
      ...pair("fetch", "transport-fetch"),
      ...others,
    ],
    targets: [
      ...[
        { figure: "perSecond", atLeast: 0.9 },
        { figure: "cpuUs", atMost: 1.15 },
      ].map((target) => ({ contender: "transport-node-http", of: "node:http", ...target })),
      { contender: "transport-fetch", of: "fetch", figure: "perSecond", atLeast: 0.92 },
    ],
  } as const;
  return ground.measure<Way>(plan, ({ way }) =>
    ground.figuresOf("renewals", { ...way, ...load, port }),
  );
}

function pair(floor: string, ours: string): readonly Contender<Way>[] {
  return [
    { name: floor, way: { client: floor } },
    { name: ours, way: { client: ours }, floor },
  ];
}
