import type { SeededRandom } from "../random/seeded-random.ts";
import type { Timers } from "../time/timers.ts";
import { Arming, type ArmedFault, type FaultTiming } from "./armed-fault.ts";
import type { FaultMatch, FaultSubject } from "./fault-match.ts";
import type { Fault } from "./fault.ts";

/** Where faults are switched on: by call and by schedule. Times are those of the exchange's clock. */
export interface Faults {
  /** Strikes the next request, handshake or frame that matches, or the next few (`times`). */
  next(match: FaultMatch, fault: Fault, timing?: FaultTiming): ArmedFault;
  /** Strikes everything that matches, until it is lifted. */
  always(match: FaultMatch, fault: Fault, timing?: FaultTiming): ArmedFault;
  /** Strikes everything that matches from one time until another, in epoch milliseconds. */
  during(span: FaultSpan, match: FaultMatch, fault: Fault): ArmedFault;
  /**
   * Does something at a time in epoch milliseconds: an outage, a key deleted by another client.
   *
   * @returns Takes the plan back.
   */
  at(time: number, action: () => void): () => void;
  /** Takes back every fault and every plan. */
  clear(): void;
}

/** A span of the exchange's time, and how often a fault strikes in it. */
export interface FaultSpan extends FaultTiming {
  /** The first moment, in epoch milliseconds. */
  readonly from: number;
  /** The first moment after it, in epoch milliseconds. */
  readonly until: number;
}

/** What {@link FaultBook} needs. */
export interface FaultBookDeps {
  readonly now: () => number;
  readonly timers: Timers;
  readonly random: SeededRandom;
}

const NOTHING: readonly never[] = [];

/** The faults that are armed. The first that matches strikes; delays strike beside it. */
export class FaultBook implements Faults {
  readonly #deps: FaultBookDeps;
  readonly #plans = new Set<() => void>();
  #armed: Record<Fault["on"], Arming[]> = none();

  constructor(deps: FaultBookDeps) {
    this.#deps = deps;
  }

  next(match: FaultMatch, fault: Fault, timing: FaultTiming = {}): ArmedFault {
    return this.#arm(new Arming(match, fault, { times: 1, ...timing }));
  }

  always(match: FaultMatch, fault: Fault, timing: FaultTiming = {}): ArmedFault {
    return this.#arm(new Arming(match, fault, timing));
  }

  during(span: FaultSpan, match: FaultMatch, fault: Fault): ArmedFault {
    return this.#arm(new Arming(match, fault, span));
  }

  at(time: number, action: () => void): () => void {
    const forget = (): void => void this.#plans.delete(cancel);
    const stop = this.#deps.timers.set(Math.max(0, time - this.#deps.now()), () => {
      forget();
      action();
    });
    const cancel = (): void => {
      forget();
      stop();
    };
    this.#plans.add(cancel);
    return cancel;
  }

  clear(): void {
    for (const cancel of this.#plans) cancel();
    this.#armed = none();
  }

  /** Whether any fault could strike frames: asked for every frame, so that the subject need not be made. */
  get concernFrames(): boolean {
    return this.#armed.frame.length > 0;
  }

  /** The faults that strike a subject: any number of delays, and at most one other. */
  strike<Place extends Fault["on"]>(
    place: Place,
    subject: FaultSubject,
  ): readonly FaultOn<Place>[] {
    if (this.#armed[place].length === 0) return NOTHING;
    const { random } = this.#deps;
    const now = this.#deps.now();
    const struck: Fault[] = [];
    let decided = false;
    for (const arming of this.#alive(place, now)) {
      const { kind } = arming.fault;
      const isDelay = kind === "delay" || kind === "lag";
      if (decided && !isDelay) continue;
      if (!arming.strikes(subject, now, (probability) => random.chance(probability))) continue;
      struck.push(arming.fault);
      decided ||= !isDelay;
    }
    return struck as FaultOn<Place>[];
  }

  #arm(arming: Arming): ArmedFault {
    this.#armed[arming.fault.on].push(arming);
    return arming;
  }

  #alive(place: Fault["on"], now: number): readonly Arming[] {
    const armed = this.#armed[place];
    if (armed.every((arming) => arming.isAliveAt(now))) return armed;
    this.#armed[place] = armed.filter((arming) => arming.isAliveAt(now));
    return this.#armed[place];
  }
}

/** The faults of one place. */
export type FaultOn<Place extends Fault["on"]> = Extract<Fault, { readonly on: Place }>;

function none(): Record<Fault["on"], Arming[]> {
  return { request: [], handshake: [], frame: [] };
}
