import type { Contender, FigureKind, SectionPlan, Target } from "../measure/section.ts";

/** How events are consumed: what `programs/events.mjs` is told. */
export interface EventsWay {
  readonly client?: string;
  readonly sockets?: 1 | 2;
  /** One event in so many is about an order, and read; the others are left alone. */
  readonly oneIn?: number;
  readonly products?: readonly string[];
  /** The file of another author's client. */
  readonly peer?: string;
}

const BY_HAND = "ws + JSON.parse";
const EXACT = "ws + exact ids";
const OURS = "one feed, listener";

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

/** As many as can be taken, by some and by clients of other authors. */
export function flatOutPlans(
  others: readonly Omit<Contender<EventsWay>, "floor">[],
): readonly SectionPlan<EventsWay>[] {
  const peers = others.map((other) => ({ ...other, floor: BY_HAND }));
  return [oneFeed(peers), twoFeeds, oneInTen, sixProducts].map((plan) => ({
    figures: flatOutFigures,
    ...plan,
  }));
}

type FlatOutPlan = Omit<SectionPlan<EventsWay>, "figures">;

function oneFeed(others: readonly Contender<EventsWay>[]): FlatOutPlan {
  return {
    title: "Events flat out, every `data` read",
    contenders: [
      { name: BY_HAND, way: { client: BY_HAND } },
      { name: EXACT, way: { client: EXACT } },
      { name: OURS, way: { client: "listener" }, floor: EXACT },
      { name: "one feed, iterator", way: { client: "iterator" }, floor: EXACT },
      { name: "one feed, toChanges", way: { client: "changes" }, floor: EXACT },
      ...others,
    ],
    targets: [faster(OURS, EXACT, 0.95), faster(OURS, BY_HAND, 0.85)],
  };
}

const twoFeeds: FlatOutPlan = {
  title: "Events flat out, two feeds, every `data` read",
  contenders: [
    { name: EXACT, way: { client: EXACT } },
    { name: "two sockets, unmerged", way: { client: EXACT, sockets: 2 } },
    { name: "two feeds, listener", way: { client: "listener", sockets: 2 }, floor: EXACT },
    { name: "two feeds, iterator", way: { client: "iterator", sockets: 2 }, floor: EXACT },
  ],
  targets: [faster("two feeds, listener", EXACT, 0.75)],
};

const oneInTen: FlatOutPlan = {
  title: "Events flat out, one in ten is wanted, by its `type`",
  contenders: [
    { name: BY_HAND, way: { client: BY_HAND, oneIn: 10 } },
    { name: OURS, way: { client: "listener", oneIn: 10 }, floor: BY_HAND },
  ],
  targets: [faster(OURS, BY_HAND, 2)],
};

const sixProducts: FlatOutPlan = {
  title: "Events flat out, six products, one socket each, every `data` read",
  contenders: [
    { name: EXACT, way: { client: EXACT, products: PRODUCTS } },
    { name: "six streams", way: { client: "listener", products: PRODUCTS }, floor: EXACT },
  ],
  targets: [],
};

/** So many a second: how long each is under way. */
export function ratePlan(perSecond: number): SectionPlan<EventsWay> {
  return {
    title: `Latency at ${perSecond.toLocaleString("en-US")} events/s, every \`data\` read`,
    figures: rateFigures,
    contenders: [
      { name: EXACT, way: { client: EXACT } },
      { name: OURS, way: { client: "listener" }, floor: EXACT },
      { name: "two feeds, listener", way: { client: "listener", sockets: 2 }, floor: EXACT },
    ],
    targets: [{ contender: OURS, figure: "p99", of: EXACT, atMost: 1.2 }],
  };
}

function faster(contender: string, floor: string, atLeast: number): Target {
  return { contender, figure: "perSecond", of: floor, atLeast };
}
