import type { StreamState, StreamStats, UserDataStream } from "@listenkey/stream";
import type { Colors, Screen } from "../terminal.ts";
import { duration } from "../time-words.ts";

/** How a stream's state looks. */
const MARKS: Readonly<Record<StreamState, readonly [mark: string, color: keyof Colors & Color]>> = {
  opening: ["◌", "dim"],
  live: ["●", "green"],
  interrupted: ["○", "red"],
  closed: ["·", "dim"],
  failed: ["✘", "red"],
};

type Color = "dim" | "green" | "red";

/** What a status line is made of. */
export type StreamView = Pick<UserDataStream, "state" | "provenAt" | "stats">;

/** A stream at this moment on one line, no longer than the screen is wide. Pure. */
export function statusOf(
  view: StreamView,
  now: number,
  { colors, columns }: Pick<Screen, "colors" | "columns">,
): string {
  const { state, provenAt } = view;
  const stats = view.stats();
  const [mark, color] = MARKS[state];
  const parts = [
    state,
    count(stats.liveSockets, "socket"),
    ...countsOf(stats),
    ...(stats.lagMs === undefined ? [] : [`lag ${duration(Math.max(0, stats.lagMs))}`]),
    ...(provenAt === undefined ? [] : [`proven ${duration(Math.max(0, now - provenAt))} ago`]),
  ];
  const text = ` ${parts.join("  ")}`.slice(0, Math.max(0, columns - mark.length));
  return `${colors[color](mark)}${text}`;
}

/** What a stream has brought, when it has ended. Pure. */
export function summaryOf(stats: StreamStats, lived: number, shown: number): string {
  const { rotations, reconnects, framesRejected } = stats;
  const counts = [
    ...countsOf(stats),
    count(rotations, "rotation"),
    count(reconnects, "reconnect"),
    ...(framesRejected > 0 ? [count(framesRejected, "rejected frame")] : []),
    ...(shown === stats.events + stats.gaps ? [] : [`${shown} shown`]),
  ];
  return `closed after ${duration(lived)}: ${counts.join(", ")}`;
}

function countsOf({ events, gaps, late }: StreamStats): readonly string[] {
  return [
    count(events, "event"),
    count(gaps, "gap"),
    ...(late > 0 ? [`${late.toLocaleString("en")} late`] : []),
  ];
}

function count(many: number, what: string): string {
  return `${many.toLocaleString("en")} ${what}${many === 1 ? "" : "s"}`;
}
