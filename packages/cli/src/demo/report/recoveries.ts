import { CAUSES, type Incident, type IncidentCause } from "../judge/incident.ts";

/** How often one cause struck, and how the worst of it ended. */
export interface Recovery {
  readonly cause: IncidentCause;
  readonly times: number;
  /** The longest recovery, in simulated milliseconds. */
  readonly slowestMs: number;
  /** How long that one may have taken, in simulated milliseconds. */
  readonly allowedMs: number;
}

/** Sums incidents up by their causes. Pure. */
export function recoveriesOf(incidents: readonly Incident[], until: number): readonly Recovery[] {
  return (Object.keys(CAUSES) as IncidentCause[]).flatMap((cause) => {
    const own = incidents
      .filter((incident) => incident.cause === cause)
      .map(({ beganAt, endedAt = until, deadline }) => ({
        slowestMs: endedAt - beganAt,
        allowedMs: deadline - beganAt,
      }))
      .toSorted((one, other) => other.slowestMs - one.slowestMs);
    const [slowest] = own;
    return slowest === undefined ? [] : [{ cause, times: own.length, ...slowest }];
  });
}
