import { FAULT_KINDS, type FaultKind } from "../faults/fault-kinds.ts";
import { FAULT_NATURES } from "../faults/fault-natures.ts";
import type { Draws } from "../random/draws.ts";
import type { Cast } from "./cast.ts";
import type { FaultPlan } from "./day-plan.ts";
import { WAYS } from "./ways.ts";
import { machinesOf, whoMeets } from "./who-meets.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How many faults a day has on average that follow no other: few on some days, so that sockets grow old, many on others. */
const PER_DAY: readonly (readonly [faults: number, weight: number])[] = [
  [2.5, 25],
  [10, 50],
  [17, 25],
];

/** How many it has at least. */
const LEAST = 3;

/** How likely a fault is followed by another one within two minutes: coincidences find what single faults do not. */
const FOLLOWED = 0.35;

/** No fault takes more of the day than this. */
const LARGEST_SHARE = 0.6;

/** A fault that does not fit is drawn again so often. */
const ATTEMPTS = 20;

/** What the renewal of a token meets. */
const TOKEN_TROUBLE: readonly FaultKind[] = [
  "requestLost",
  "replyLost",
  "unanswered",
  "backendTimeout",
  "unavailable",
  "internalError",
  "emptyBody",
  "unauthorized",
];

/** Until when nothing else goes wrong on a calm day: half a token's life, and a bit more. */
const CALM_UNTIL_MS = 13 * HOUR_MS;

/** What the faults of a day are drawn for. */
interface Ground {
  readonly cast: Cast;
  /** Those that can happen, and how often. */
  readonly kinds: readonly (readonly [FaultKind, number])[];
  /** When the first may begin, in milliseconds from the beginning of the day. */
  readonly from: number;
  /** When everything has to be over, in milliseconds from the beginning of the day. */
  readonly quietFrom: number;
}

/** Draws what goes wrong, the earliest first. */
export function drawFaults(draws: Draws, cast: Cast, quietFrom: number): readonly FaultPlan[] {
  const kinds = FAULT_KINDS.filter((kind) => whoMeets(kind, cast).length > 0).map(
    (kind) => [kind, FAULT_NATURES[kind].weight ?? 1] as const,
  );
  const faults = [...drawCalm(draws.fork("calm"), cast, quietFrom)];
  const from = faults.length > 0 ? CALM_UNTIL_MS : 0;
  const ground = { cast, kinds, from, quietFrom };
  const own = draws.fork("count");
  const mean = (own.weigh(PER_DAY) * (quietFrom - from)) / (24 * HOUR_MS);
  const count = Math.max(LEAST, own.count(mean));
  for (let index = 0; index < count; index += 1) {
    addCluster(draws.fork(String(index)), ground, faults);
  }
  return faults.toSorted((one, other) => one.atMs - other.atMs);
}

/** Draws a fault, and perhaps others that follow it. */
function addCluster(draws: Draws, ground: Ground, faults: FaultPlan[]): void {
  let after: FaultPlan | undefined;
  do {
    after = drawFault(draws, { ...ground, before: faults, after });
    if (after !== undefined) faults.push(after);
  } while (after !== undefined && draws.chance(FOLLOWED));
}

/**
 * Listen tokens are renewed six to eight hours after they were made, and their sockets do not often live that long. On
 * some days nothing else goes wrong until then, and long enough to see what comes of it.
 */
function drawCalm(draws: Draws, { accounts }: Cast, quietFrom: number): readonly FaultPlan[] {
  const [{ id, way } = { id: "", way: "umfutures" as const }, ...others] = accounts;
  const isMeant = others.length === 0 && WAYS[way].access === "listenToken";
  if (!isMeant || quietFrom < CALM_UNTIL_MS + HOUR_MS || !draws.chance(0.3)) return [];
  const atMs = Math.round(draws.between(5 * HOUR_MS, 6 * HOUR_MS));
  const lengthMs = Math.round(draws.between(2 * HOUR_MS, 3 * HOUR_MS));
  const kind = draws.pick(TOKEN_TROUBLE);
  return [{ kind, atMs, lengthMs, who: id, size: draws.pick([1, 2, 1_000]) }];
}

/** A fault that may come at any time, or soon after another one. */
type Draft = Ground & {
  /** What has been drawn before. */
  readonly before: readonly FaultPlan[];
  readonly after?: FaultPlan | undefined;
};

function drawFault(draws: Draws, draft: Draft): FaultPlan | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const fault = drawOnce(draws, draft);
    if (fault !== undefined && !isSetAmidSilence([...draft.before, fault], draft.cast))
      return fault;
  }
  return undefined;
}

function drawOnce(draws: Draws, draft: Draft): FaultPlan | undefined {
  const { cast, kinds, from, quietFrom, after } = draft;
  const kind = draws.weigh(kinds);
  const { lengthMs, size: drawSize, aftermathMs } = FAULT_NATURES[kind];
  const who = drawWho(draws, whoMeets(kind, cast), { cast, after });
  const size = drawSize?.(draws) ?? 1;
  const aftermath = aftermathMs?.(size) ?? 0;
  const longest = Math.floor((quietFrom - from) * LARGEST_SHARE) - aftermath;
  const length = Math.min(lengthMs?.(draws) ?? 0, longest);
  const latest = quietFrom - length - aftermath;
  const atMs = Math.round(drawTime(draws, { from, latest, after }));
  if (length < 0 || atMs > latest) return undefined;
  return { kind, atMs, lengthMs: length, who, size };
}

/** Whoever is concerned; after another fault rather somebody whom that one concerns, too. */
function drawWho(
  draws: Draws,
  candidates: readonly string[],
  { cast, after }: { readonly cast: Cast; readonly after: FaultPlan | undefined },
): string {
  const hit = new Set(after === undefined ? [] : machinesOf(after.who, cast));
  const near = candidates.filter((who) => machinesOf(who, cast).some((name) => hit.has(name)));
  return draws.pick(near.length > 0 && draws.chance(0.8) ? near : candidates);
}

/** Some time of the day, rarely its very beginning; or some moments after another fault. */
function drawTime(
  draws: Draws,
  { from, latest, after }: Pick<Draft, "from" | "after"> & { readonly latest: number },
): number {
  if (after !== undefined) return after.atMs + draws.spread(20, 2 * MINUTE_MS);
  const isEarly = draws.chance(0.06);
  return from + (isEarly ? draws.spread(10, 30 * SECOND_MS) : draws.between(0, latest - from));
}

/** Whether a wall clock is set while the exchange wants silence of that machine. */
function isSetAmidSilence(faults: readonly FaultPlan[], cast: Cast): boolean {
  const moments = faults.filter(({ kind }) => kind === "wallMoved");
  const silences = faults.filter(({ kind }) => FAULT_NATURES[kind].silences === true);
  return moments.some(({ atMs, lengthMs, who }) =>
    silences
      .filter((silence) => machinesOf(silence.who, cast).includes(who))
      .some((silence) => isAmid(silence, atMs) || isAmid(silence, atMs + lengthMs)),
  );
}

/** How long a fault waits at most for something that it can strike, in milliseconds. */
const PATIENCE_MS = 6 * MINUTE_MS;

function isAmid({ kind, atMs, lengthMs, size }: FaultPlan, moment: number): boolean {
  const aftermath = FAULT_NATURES[kind].aftermathMs?.(size) ?? 0;
  return moment >= atMs - PATIENCE_MS && moment <= atMs + lengthMs + aftermath + PATIENCE_MS;
}
