import type { Clock } from "@listenkey/core";
import type { DayPlan } from "../../plan/day-plan.ts";
import type { DayResult } from "../../run/run-day.ts";
import type { Trace } from "../../trace/trace.ts";
import { Stopped, type DayRunner } from "../days/day-runner.ts";
import { WorkerSeat, type SeatOptions } from "./worker-seat.ts";

/** What a pool of workers is made of. */
export interface WorkerPoolOptions extends SeatOptions {
  /** How many workers there are. */
  readonly lanes: number;
  readonly clock: Clock;
}

/** A day that waits for a worker. */
interface Job {
  readonly plan: DayPlan;
  readonly trace: Trace | undefined;
  readonly resolve: (result: Promise<DayResult>) => void;
  readonly reject: (error: Error) => void;
}

/** Lives days on threads of their own, one day on each at a time. A thread that dies or hangs is replaced. */
export class WorkerPool implements DayRunner {
  readonly lanes: number;
  readonly #seats: readonly WorkerSeat[];
  readonly #free: WorkerSeat[];
  #waiting: Job[] = [];
  #isClosed = false;

  constructor(options: WorkerPoolOptions) {
    this.lanes = options.lanes;
    this.#seats = Array.from({ length: options.lanes }, () => new WorkerSeat(options));
    this.#free = [...this.#seats];
  }

  live(plan: DayPlan, trace?: Trace): Promise<DayResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ plan, trace, resolve, reject });
      this.#serve();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#serve();
    await Promise.all(this.#seats.map((seat) => seat.close()));
  }

  #serve(): void {
    if (this.#isClosed) {
      for (const { reject } of this.#waiting) reject(new Stopped());
      this.#waiting = [];
    }
    while (this.#waiting.length > 0) {
      const seat = this.#free.pop();
      if (seat === undefined) return;
      const { plan, trace, resolve } = this.#waiting.shift() as Job;
      const lived = seat.live(plan, trace);
      resolve(lived);
      void lived.catch(() => undefined).then(() => this.#free.push(seat) && this.#serve());
    }
  }
}
