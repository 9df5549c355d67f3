import { WAYS } from "../../src/plan/ways.ts";
import type { ManagerSession, Revocation } from "../../src/run/evidence.ts";
import { epoch, HOUR, LENGTH, SECOND } from "./hand-made-day.fixture.ts";

/** A managed key of the account, on the same way out. */
export function manager(more: Partial<ManagerSession> = {}): ManagerSession {
  return {
    plan: {
      kind: "manager",
      name: "k1",
      account: "alice",
      apiKey: 0,
      startsAtMs: 0,
      egress: "m1",
    },
    machine: "m1",
    way: WAYS.umfutures,
    openedAt: epoch(0),
    closeCalledAt: epoch(LENGTH),
    closedAt: epoch(LENGTH + 100),
    killedAt: undefined,
    words: [{ name: "created", at: epoch(300), state: "live", event: {} }],
    saidAfterClose: 0,
    finalState: "closed",
    dials: [],
    revocation: undefined,
    ...more,
  };
}

/** A call of `revoke()` that succeeded. */
export function revocation(more: Partial<Revocation> = {}): Revocation {
  const settledAt = epoch(HOUR + SECOND);
  return { calledAt: epoch(HOUR), settledAt, outcome: "revoked", heldBy: [], ...more };
}
