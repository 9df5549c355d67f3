import type { Ground, Row } from "../ground.ts";
import type { Figures, Section, SectionPlan } from "../measure/section.ts";
import { percentile } from "../measure/statistics.ts";
import { flatOutPlans, ratePlan, type EventsWay } from "./events-plans.ts";
import { clientsOfOthers } from "./peers.ts";
import { withStandIn, type StandIn } from "./stand-in.ts";

/** So many events are sent flat out before those that are measured, so that all of the code has been compiled. */
const WARM_UP = 30_000;

const FLAT_OUT = 90_000;

const RATES = [
  { perSecond: 10_000, count: 15_000 },
  { perSecond: 1_000, count: 6_000 },
] as const;

/** Events of the size of an order's update, from the socket to the user, against `ws` by hand. */
export const eventsRow: Row = (ground) =>
  withStandIn(ground, async (standIn) => {
    const others = clientsOfOthers(ground.peers, "events").map(({ name, url }) => ({
      name,
      way: { peer: url },
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

/** What is sent to be measured. */
interface Load {
  readonly count: number;
  readonly perSecond?: number;
}

function measured(
  ground: Ground,
  standIn: StandIn,
  { plan, load }: { readonly plan: SectionPlan<EventsWay>; readonly load: Load },
): Promise<Section> {
  const { count, perSecond } = load;
  const isTimed = perSecond !== undefined;
  return ground.measure(plan, async ({ way }): Promise<Figures> => {
    const { port } = standIn;
    const { oneIn } = way;
    const kind = oneIn === undefined ? {} : { oneIn };
    const program = ground.start("events", { ...way, port, warmUp: WARM_UP, count, isTimed });
    await program.told("ready");
    await Promise.all([standIn.send({ count: WARM_UP, ...kind }), program.told("warm")]);
    const [{ sentAt = [] }, { figures = {}, receivedAt = [] }] = await Promise.all([
      standIn.send({ count, ...kind, ...(isTimed && { perSecond }) }),
      program.told("done"),
    ]);
    await program.end();
    return { ...figures, ...(isTimed && latencies(sentAt, receivedAt)) };
  });
}

/** How long events were under way, in microseconds. They come in order, so the first that came is the first that was sent. */
function latencies(sentAt: readonly number[], receivedAt: readonly number[]): Figures {
  const took = receivedAt.map((at, index) => at - (sentAt[index] ?? NaN));
  return { p50: percentile(took, 50), p99: percentile(took, 99), p999: percentile(took, 99.9) };
}
