import { setTimeout as delay } from "node:timers/promises";
import type { Row } from "../ground.ts";
import type { Figures } from "../measure/section.ts";
import { median } from "../measure/statistics.ts";
import { withStandIn } from "./stand-in.ts";

/** How many sockets the stream has. */
interface Way {
  readonly sockets: 1 | 2;
}

/** How fast events come: one a millisecond shows when it hears again. */
const PER_SECOND = 1_000;

/** When sockets are cut, in milliseconds since events have begun. */
const CUTS_AT_MS = [500, 2_000, 3_500];

const EVENTS_MS = 5_000;

/** Cuts a socket in the midst of events: when the next one is delivered, and what is lost. */
export const recoveryRow: Row = (ground) =>
  withStandIn(ground, async (standIn) => {
    const plan = {
      title: "Recovery: a socket is cut while 1,000 events come in a second",
      figures: [
        { name: "handshakeMs", head: "handshake", unit: "ms" },
        { name: "nextMs", head: "next event after", unit: "ms" },
        { name: "beyondMs", head: "less a handshake", unit: "ms" },
        { name: "latestMs", head: "latest event", unit: "ms" },
        { name: "lost", head: "lost", unit: "" },
        { name: "gaps", head: "gaps told", unit: "" },
      ],
      contenders: [
        { name: "one feed", way: { sockets: 1 } },
        { name: "two feeds", way: { sockets: 2 } },
      ],
      targets: [
        { contender: "one feed", figure: "beyondMs", atMost: 300 },
        { contender: "one feed", figure: "gaps", atLeast: CUTS_AT_MS.length },
        { contender: "two feeds", figure: "latestMs", atMost: 50 },
        { contender: "two feeds", figure: "lost", atMost: 0 },
        { contender: "two feeds", figure: "gaps", atMost: 0 },
      ],
    } as const;
    const section = await ground.measure<Way>(plan, async ({ way }) => {
      const program = ground.start("recovery", { ...way, port: standIn.port });
      await program.told("ready");
      const count = (EVENTS_MS / 1_000) * PER_SECOND;
      const sent = standIn.send({ count, perSecond: PER_SECOND });
      // Heard below, unless something else fails before.
      sent.catch(() => undefined);
      const cuts: number[] = [];
      let waited = 0;
      for (const at of CUTS_AT_MS) {
        await delay(at - waited);
        waited = at;
        cuts.push(await standIn.cut(0));
      }
      const { sentAt = [] } = await sent;
      // What was sent last is still under way.
      await delay(100);
      program.tell({});
      const { heard = [], gaps = 0, handshakes = [] } = await program.told("done");
      await program.end();
      return recoveryOf({ sentAt, cuts, heard, gaps, handshakes });
    });
    return [section];
  });

/** What is known of one run, all times in microseconds of one clock. */
export interface RecoveryNotes {
  /** By the index of the event. */
  readonly sentAt: readonly number[];
  readonly cuts: readonly number[];
  readonly heard: readonly (readonly [index: number, at: number])[];
  readonly gaps: number;
  readonly handshakes: readonly number[];
}

/** What a run comes to: of several cuts the worst. Pure. */
export function recoveryOf({ sentAt, cuts, heard, gaps, handshakes }: RecoveryNotes): Figures {
  const handshakeMs = median(handshakes) / 1_000;
  const afterCuts = cuts.map((cut) => {
    // What was sent before may still come: on a socket that is cut, from its buffers.
    const sentAfter = heard.filter(([index]) => (sentAt[index] ?? NaN) > cut);
    const next = Math.min(...sentAfter.map(([, at]) => at));
    return (next - cut) / 1_000;
  });
  const nextMs = Math.max(...afterCuts);
  const late = heard.map(([index, at]) => (at - (sentAt[index] ?? NaN)) / 1_000);
  return {
    handshakeMs,
    nextMs,
    beyondMs: nextMs - handshakeMs,
    latestMs: Math.max(...late),
    lost: sentAt.length - new Set(heard.map(([index]) => index)).size,
    gaps,
  };
}
