import type { ArmedFault } from "@listenkey/simulator";
import type { Stage, StagedAccount } from "../stage.ts";
import { OUTAGE_MS, type PlannedFault } from "./day-plan.ts";
import { DEEDS } from "./deeds.ts";
import { FAULTS } from "./fault-kinds.ts";

/** What became of a planned fault. */
export interface DayFault extends PlannedFault {
  /** When it began, in epoch milliseconds of the exchange's clock; absent if it did not. */
  readonly beganAt: number | undefined;
  /** When it was over by itself, in epoch milliseconds of the exchange's clock. */
  readonly endedAt: number | undefined;
  /** How many times it has struck. */
  readonly struck: number;
}

/** The account trades busily from so long before each fault until so long after it, in milliseconds. */
const BURST_LEAD_MS = 2_000;
const BURST_TAIL_MS = 8_000;
const BURST_STEP_MS = 200;

/** A fault that shall leave a socket waits until the account has two of them: it looks so often, in milliseconds. */
const WAIT_MS = 60_000;

/** It waits no longer than that, in milliseconds: a stream that has not got two by then must live with it. */
const LONGEST_WAIT_MS = 30 * 60_000;

/** Lets a day's faults happen at their times, in the thick of trading. */
export class FaultSchedule {
  readonly #stage: Stage;
  readonly #startsAt: number;
  readonly #faults: readonly ScheduledFault[];

  /** @param tell Hears of each fault as it begins. */
  constructor(stage: Stage, plan: readonly PlannedFault[], tell: (fault: PlannedFault) => void) {
    this.#stage = stage;
    this.#faults = plan.map((planned) => ({ planned, beganAt: undefined, armed: undefined }));
    this.#startsAt = stage.exchange.now();
    for (const fault of this.#faults) {
      const at = this.#startsAt + fault.planned.atMs - BURST_LEAD_MS;
      this.#when(at, () => this.#approach(fault, tell));
    }
  }

  /** What became of each fault, in the order of the plan. */
  get faults(): readonly DayFault[] {
    return this.#faults.map(({ planned, beganAt, armed }) => ({
      ...planned,
      beganAt,
      endedAt: beganAt === undefined ? undefined : beganAt + lengthOf(planned),
      struck: armed?.struck ?? (beganAt === undefined ? 0 : 1),
    }));
  }

  #approach(fault: ScheduledFault, tell: (fault: PlannedFault) => void): void {
    const { exchange } = this.#stage;
    const now = exchange.now();
    const targets = this.#targetsOf(fault.planned);
    const isPatient = now < this.#startsAt + fault.planned.atMs + LONGEST_WAIT_MS;
    if (isPatient && !targets.every((target) => this.#isReady(target, fault.planned))) {
      return this.#when(now + WAIT_MS, () => this.#approach(fault, tell));
    }
    for (const target of targets) this.#burst(target, now + BURST_LEAD_MS + BURST_TAIL_MS);
    this.#when(now + BURST_LEAD_MS, () => this.#begin(fault, tell));
  }

  #begin(fault: ScheduledFault, tell: (fault: PlannedFault) => void): void {
    const { planned } = fault;
    const [target] = this.#targetsOf(planned);
    if (target === undefined) return;
    const sockets = this.#socketsOf(target);
    fault.beganAt = this.#stage.exchange.now();
    tell(planned);
    fault.armed = DEEDS[planned.kind]({ stage: this.#stage, planned, target, sockets });
  }

  #burst(target: StagedAccount, until: number): void {
    const { exchange } = this.#stage;
    target.trading.step();
    const next = exchange.now() + BURST_STEP_MS;
    if (next < until) this.#when(next, () => this.#burst(target, until));
  }

  /** What shall leave a socket has to find another one. */
  #isReady(target: StagedAccount, { kind }: PlannedFault): boolean {
    const { strikes } = FAULTS[kind];
    if (kind === "clockCorrected") return !this.#isSilence;
    const cutsOne = strikes === "socket" || strikes === "requests";
    return !cutsOne || this.#socketsOf(target).length > 1;
  }

  /**
   * Whether the exchange wants no requests of somebody. A clock that is set forward ends a silence early, since nobody
   * can tell it from a machine that has slept.
   */
  get #isSilence(): boolean {
    const now = this.#stage.exchange.now();
    return this.#stage.log.limits.some(({ until }) => until > now);
  }

  #socketsOf({ account }: StagedAccount): Stage["exchange"]["sockets"] {
    return this.#stage.exchange.sockets.filter(({ accounts }) => accounts.includes(account.id));
  }

  #targetsOf({ product }: PlannedFault): readonly StagedAccount[] {
    const { accounts } = this.#stage;
    return product === undefined ? accounts : accounts.filter(({ name }) => name === product);
  }

  #when(at: number, act: () => void): void {
    this.#stage.exchange.faults.at(at, act);
  }
}

interface ScheduledFault {
  readonly planned: PlannedFault;
  beganAt: number | undefined;
  armed: ArmedFault | undefined;
}

function lengthOf({ kind }: PlannedFault): number {
  return kind === "outage" ? OUTAGE_MS : 0;
}
