import type { Ground, Row } from "../ground.ts";
import type {
  Contender,
  FigureKind,
  Figures,
  Section,
  SectionPlan,
  Target,
} from "../measure/section.ts";
import { percentile } from "../measure/statistics.ts";
import { clientsOfOthers } from "./peers.ts";
import { withStandIn, type StandIn } from "./stand-in.ts";

/** How events are consumed: what `programs/events.mjs` is told. */
interface Way {
  readonly client?: string;
  readonly sockets?: 1 | 2;
  readonly oneIn?: number;
  readonly products?: readonly string[];
  /** The file of another author's client. */
  readonly peer?: string;
}

/** Events that are sent before those that are measured, as a share of these. */
const WARM_UP = 1 / 3;

const FLAT_OUT = 90_000;

const RATES = [
  { perSecond: 10_000, count: 15_000 },
  { perSecond: 1_000, count: 2_400 },
] as const;

const BY_HAND = "ws + JSON.parse";
const EXACT = "ws + exact ids";

/** Every product that there is, each on a socket of its own. */
const PRODUCTS = ["umfutures", "cmfutures", "options", "portfolio-margin", "spot", "margin"];

const flatOutFigures: readonly FigureKind[] = [
  { name: "perSecond", head: "events", unit: "/s" },
  { name: "cpuUs", head: "CPU", unit: "µs" },
];

const rateFigures: readonly FigureKind[] = [
  { name: "p50", head: "p50", unit: "µs" },
  { name: "p99", head: "p99", unit: "µs" },
  { name: "p999", head: "p99.9", unit: "µs" },
  { name: "cpuUs", head: "CPU", unit: "µs" },
];

/** Events of the size of an order's update, from the socket to the user, against `ws` by hand. */
export const eventsRow: Row = (ground) =>
  withStandIn(ground, async (standIn) => {
    const others = clientsOfOthers(ground.peers).map(({ name, url }): Contender<Way> => ({
      name,
      way: { peer: url },
      floor: BY_HAND,
    }));
    const sections: Section[] = [];
    for (const plan of flatOutPlans(others)) {
      const load = { count: FLAT_OUT };
      sections.push(await measured(ground, standIn, { plan, load }));
    }
    for (const load of RATES) {
      sections.push(await measured(ground, standIn, { plan: ratePlan(load.perSecond), load }));
    }
    return sections;
  });

function flatOutPlans(others: readonly Contender<Way>[]): readonly SectionPlan<Way>[] {
  const figures = flatOutFigures;
  return [
    {
      title: "Events flat out, every `data` read",
      figures,
      contenders: [
        { name: BY_HAND, way: { client: BY_HAND } },
        { name: EXACT, way: { client: EXACT } },
        { name: "one feed, listener", way: { client: "listener" }, floor: EXACT },
        { name: "one feed, iterator", way: { client: "iterator" }, floor: EXACT },
        { name: "one feed, toChanges", way: { client: "changes" }, floor: EXACT },
        ...others,
      ],
      targets: [
        faster("one feed, listener", EXACT, 0.95),
        faster("one feed, listener", BY_HAND, 0.85),
      ],
    },
    {
      title: "Events flat out, two feeds, every `data` read",
      figures,
      contenders: [
        { name: EXACT, way: { client: EXACT } },
        { name: "two sockets, unmerged", way: { client: EXACT, sockets: 2 } },
        { name: "two feeds, listener", way: { client: "listener", sockets: 2 }, floor: EXACT },
        { name: "two feeds, iterator", way: { client: "iterator", sockets: 2 }, floor: EXACT },
      ],
      targets: [faster("two feeds, listener", EXACT, 0.75)],
    },
    {
      title: "Events flat out, one in ten is wanted, by its `type`",
      figures,
      contenders: [
        { name: BY_HAND, way: { client: BY_HAND, oneIn: 10 } },
        { name: "one feed, listener", way: { client: "listener", oneIn: 10 }, floor: BY_HAND },
      ],
      targets: [faster("one feed, listener", BY_HAND, 2)],
    },
    {
      title: "Events flat out, six products, one socket each, every `data` read",
      figures,
      contenders: [
        { name: EXACT, way: { client: EXACT, products: PRODUCTS } },
        {
          name: "six streams, listener",
          way: { client: "listener", products: PRODUCTS },
          floor: EXACT,
        },
      ],
      targets: [],
    },
  ];
}

function ratePlan(perSecond: number): SectionPlan<Way> {
  const contender = "one feed, listener";
  return {
    title: `Latency at ${perSecond.toLocaleString("en-US")} events/s, every \`data\` read`,
    figures: rateFigures,
    contenders: [
      { name: EXACT, way: { client: EXACT } },
      { name: contender, way: { client: "listener" }, floor: EXACT },
      { name: "two feeds, listener", way: { client: "listener", sockets: 2 }, floor: EXACT },
    ],
    targets: [{ contender, figure: "p99", of: EXACT, atMost: 1.2 }],
  };
}

function faster(contender: string, floor: string, atLeast: number): Target {
  return { contender, figure: "perSecond", of: floor, atLeast };
}

/** What is sent to be measured. */
interface Load {
  readonly count: number;
  readonly perSecond?: number;
}

function measured(
  ground: Ground,
  standIn: StandIn,
  { plan, load }: { readonly plan: SectionPlan<Way>; readonly load: Load },
): Promise<Section> {
  const { count, perSecond } = load;
  const warmUp = count * WARM_UP;
  return ground.measure(plan, async ({ way }): Promise<Figures> => {
    const { port } = standIn;
    const isTimed = perSecond !== undefined;
    const program = ground.start("events", { ...way, port, warmUp, count, isTimed });
    await program.told("ready");
    const { oneIn } = way;
    const sent = standIn.send({
      count: warmUp + count,
      ...(perSecond !== undefined && { perSecond }),
      ...(oneIn !== undefined && { oneIn }),
    });
    const { figures = {}, receivedAt = [] } = await program.told("done");
    const { sentAt = [] } = await sent;
    await program.end();
    return { ...figures, ...(isTimed && latencies(sentAt.slice(warmUp), receivedAt)) };
  });
}

/** How long events were under way, in microseconds. They come in order, so the first that came is the first that was sent. */
function latencies(sentAt: readonly number[], receivedAt: readonly number[]): Figures {
  const took = receivedAt.map((at, index) => at - (sentAt[index] ?? NaN));
  return { p50: percentile(took, 50), p99: percentile(took, 99), p999: percentile(took, 99.9) };
}
