import type { CancelTimer, Clock } from "@listenkey/core";
import { Worker } from "node:worker_threads";
import type { DayPlan } from "../../plan/day-plan.ts";
import type { DayResult } from "../../run/run-day.ts";
import { spanOf } from "../../trace/time-words.ts";
import type { Trace } from "../../trace/trace.ts";
import { BrokenOff, Stopped } from "../days/day-runner.ts";
import type { DayMessage, DayRequest, DayWorkerData } from "./worker-messages.ts";

/** What workers are started with. */
export interface SeatOptions {
  /** What they run. */
  readonly script: URL;
  /** The code that programs use. */
  readonly code: string;
  /** How long a day may take, in real milliseconds; for ever if absent. */
  readonly limitMs: number | undefined;
  /** Where real time comes from. */
  readonly clock: Clock;
}

/** How much of it is for what has just been made, in megabytes. */
const NURSERY_MB = 96;

/** How much a worker may keep in memory, in megabytes: what leaks ends the worker and not the campaign. */
const HEAP_MB = 2_048;

/** The day that a worker lives. */
interface Job {
  readonly trace: Trace | undefined;
  readonly cancelTimer: CancelTimer;
  readonly resolve: (result: DayResult) => void;
  readonly reject: (error: Error) => void;
}

/** A place for one worker: it is started when there is something to do, and started again after it has died. */
export class WorkerSeat {
  readonly #options: SeatOptions;
  #worker: Worker | undefined;
  #job: Job | undefined;

  constructor(options: SeatOptions) {
    this.#options = options;
  }

  /** Lives a day; the one before must be over. @throws {@link BrokenOff}, or {@link Stopped} if it was closed. */
  live(plan: DayPlan, trace: Trace | undefined): Promise<DayResult> {
    return new Promise((resolve, reject) => {
      const worker = (this.#worker ??= this.#start());
      this.#job = { trace, cancelTimer: this.#limit(worker), resolve, reject };
      const request: DayRequest = { plan, isTraced: trace !== undefined };
      worker.postMessage(request);
    });
  }

  /** Ends the worker, in the middle of a day or not. */
  async close(): Promise<void> {
    await this.#end(new Stopped());
  }

  #start(): Worker {
    const { script, code } = this.#options;
    const workerData: DayWorkerData = { code };
    // A day makes much that is gone a moment later: in a small nursery it would be copied again and again.
    const resourceLimits = {
      maxOldGenerationSizeMb: HEAP_MB,
      maxYoungGenerationSizeMb: NURSERY_MB,
    };
    const worker = new Worker(script, { workerData, resourceLimits });
    worker.on("message", (message: DayMessage) => this.#hear(worker, message));
    worker.on("error", (error) => this.#died(worker, messageOf(error)));
    worker.on("exit", (code) => this.#died(worker, `it ended with exit code ${code}`));
    return worker;
  }

  #limit(worker: Worker): CancelTimer {
    const { limitMs, clock } = this.#options;
    if (limitMs === undefined) return () => undefined;
    const message = `the day was not over after ${spanOf(limitMs)} of real time`;
    const give = (): void => {
      if (this.#worker === worker) void this.#end(new BrokenOff(message, { hung: true }));
    };
    return clock.setTimer(limitMs, give, { ref: true });
  }

  #hear(worker: Worker, message: DayMessage): void {
    if (this.#worker !== worker) return;
    if (message.kind === "lines") {
      for (const line of message.lines) this.#job?.trace?.(line);
    } else if (message.kind === "lived") {
      this.#settle((job) => job.resolve(message.result));
    } else {
      this.#settle((job) => job.reject(new BrokenOff(message.message)));
    }
  }

  #died(worker: Worker, how: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#settle((job) => job.reject(new BrokenOff(`the worker died: ${how}`)));
  }

  async #end(why: Error): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#settle((job) => job.reject(why));
    await worker?.terminate();
  }

  #settle(tell: (job: Job) => void): void {
    const job = this.#job;
    if (job === undefined) return;
    this.#job = undefined;
    job.cancelTimer();
    tell(job);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
