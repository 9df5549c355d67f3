import type { Exchange, ProductId, SimulatedAccount } from "@listenkey/simulator";
import { FAULT_KINDS, type ArmedKind, type DeedKind } from "./fault-kinds.ts";
import type { PlannedFault } from "./planned-fault.ts";

/** Where faults are played. */
export interface FaultStage {
  readonly exchange: Exchange;
  readonly account: SimulatedAccount;
  /** The products the account trades. */
  readonly products: readonly ProductId[];
  /** How many times as fast as real time the exchange lives. */
  readonly speed: number;
  /** Told when the time of a fault has come. */
  readonly begins: (fault: PlayedFault) => void;
}

/** A fault that was planned, and what came of it. */
export interface PlayedFault {
  readonly plan: PlannedFault;
  /** How many requests, handshakes, frames, sockets or keys it has struck. */
  readonly struck: number;
}

/** Arms and schedules faults. @returns What becomes of each. */
export function playFaults(
  plans: readonly PlannedFault[],
  stage: FaultStage,
): readonly PlayedFault[] {
  return plans.map((plan) => {
    const kind = FAULT_KINDS[plan.name];
    const played = "act" in kind ? deed(plan, kind, stage) : armed(plan, kind, stage);
    return played;
  });
}

function armed(plan: PlannedFault, kind: ArmedKind, stage: FaultStage): PlayedFault {
  const { exchange } = stage;
  const { from, until, value } = exchangeTimes(plan, stage);
  const { product, call, times } = plan;
  const match = { ...(product && { product }), ...(call && { call }) };
  const made = kind.make({ value, until });
  const limit = times === undefined ? {} : { times };
  const waiting =
    until === undefined
      ? exchange.faults.next(match, made, { ...limit, from })
      : exchange.faults.during({ from, until, ...limit }, match, made);
  const played: PlayedFault = {
    plan,
    get struck() {
      return waiting.struck;
    },
  };
  exchange.faults.at(from, () => stage.begins(played));
  return played;
}

function deed(plan: PlannedFault, kind: DeedKind, stage: FaultStage): PlayedFault {
  const { exchange, account } = stage;
  const { from, until, value } = exchangeTimes(plan, stage);
  const { product, times } = plan;
  let struck = 0;
  const played: PlayedFault = {
    plan,
    get struck() {
      return struck;
    },
  };
  exchange.faults.at(from, () => {
    const products = product === undefined ? stage.products : [product];
    const lastsMs = until === undefined ? undefined : until - from;
    struck = kind.act({ exchange, account, products, times, value, lastsMs });
    stage.begins(played);
  });
  return played;
}

/** Real times are as many times as long on the exchange as it is faster. */
function exchangeTimes(
  { name, atMs, lastsMs, value }: PlannedFault,
  { exchange, speed }: FaultStage,
): { readonly from: number; readonly until: number | undefined; readonly value: number } {
  const from = exchange.now() + atMs * speed;
  return {
    from,
    until: lastsMs === undefined ? undefined : from + lastsMs * speed,
    value: FAULT_KINDS[name].value?.is === "span" ? value * speed : value,
  };
}
