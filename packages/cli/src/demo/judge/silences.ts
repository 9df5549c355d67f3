import type { BannedRecord } from "@listenkey/simulator";
import type { DayFacts } from "./day-facts.ts";
import type { AskedRecord } from "./day-log.ts";

/** A request that was sent although the exchange wanted none. */
export interface Offence {
  /** The program's name. */
  readonly client: string;
  /** In epoch milliseconds of the exchange's clock. */
  readonly at: number;
  /** Until when it wanted none, in epoch milliseconds of the exchange's clock. */
  readonly until: number;
}

/** What was under way when the exchange asked for silence is no offence, in milliseconds. */
const ROUND_TRIP_MS = 100;

/** The requests that were sent although the exchange wanted none. */
export function offencesOf({
  requests,
  limits,
}: Pick<DayFacts, "requests" | "limits">): readonly Offence[] {
  return requests.flatMap((request) =>
    limits
      .filter((limit) => isInPool(request, limit))
      .filter(({ at, until }) => at + ROUND_TRIP_MS < request.at && request.at < until)
      .map(({ until }) => ({ client: request.client, at: request.at, until })),
  );
}

/** The day's calls of the WebSocket API draw from the pool `api`, those over REST from others. */
function isInPool(
  { kind, ip, account }: AskedRecord,
  { pool, who }: Pick<BannedRecord, "pool" | "who">,
): boolean {
  const isWsPool = pool === "api";
  return (kind === "wsRequest") === isWsPool && (who === ip || who === account);
}
