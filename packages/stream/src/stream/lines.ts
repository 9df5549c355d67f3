import type { CancelTimer, Clock } from "@listenkey/core";
import type { LineFeed } from "./line-owner.ts";
import type { Line } from "./line.ts";
import { MEMORY_MS } from "./redundancy.ts";

/** After so many milliseconds without any feed a line that was given up is tried again. */
const RESCUE_AFTER_MS = 60_000;

/** What {@link Lines} need. */
export interface LinesSettings {
  /** How many there are. */
  readonly count: number;
  readonly clock: Clock;
  readonly make: (lane: number) => Line;
  /** Whether a feed is live. */
  readonly isLive: () => boolean;
  /** A line that was given up is about to be tried again. */
  readonly forgiven: () => void;
}

/** A line that was given up, and what will call it back. */
interface GivenUp {
  readonly lane: number;
  readonly cancelTrial: CancelTimer;
  cancelRescue?: CancelTimer;
}

/** The lines of a stream. One of them may be given up for a while: two feeds may be worse than one. */
export class Lines {
  readonly #settings: LinesSettings;
  #lines: readonly Line[];
  /** What is still being closed of lines that were given up. */
  readonly #abandoned: Promise<void>[] = [];
  /** The line that was given up, until it is tried again. */
  #givenUp: GivenUp | undefined;
  #isStopped = false;

  constructor(settings: LinesSettings) {
    const { count, make } = settings;
    this.#settings = settings;
    this.#lines = Array.from({ length: count }, (_, lane) => make(lane));
  }

  /** Those that were not given up. */
  get all(): readonly Line[] {
    return this.#lines;
  }

  /** Their feeds. */
  get feeds(): readonly LineFeed[] {
    return this.#lines.flatMap(({ feeds }) => feeds);
  }

  /** Opens everything. */
  start(): void {
    for (const line of this.#lines) line.start();
  }

  /** Closes everything. Resolves when nothing is left. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#forget();
    await Promise.all(this.#lines.map((line) => line.stop()).concat(this.#abandoned));
  }

  /** Something has changed: replacements that had to wait may begin, or be completed. */
  reconsider(): void {
    for (const line of this.#lines) line.reconsider();
  }

  /** The machine slept, or somebody set the clock. */
  timeJumped(): void {
    for (const line of this.#lines) line.timeJumped();
  }

  /** Gives a line up, for a while. @param mayOverlap Whether the others may open a feed beside their own. */
  giveUp(line: Line, mayOverlap: boolean): void {
    const { clock } = this.#settings;
    this.#lines = this.#lines.filter((other) => other !== line);
    this.#abandoned.push(line.stop());
    for (const rest of this.#lines) rest.mayOverlap = mayOverlap;
    const trial = (): void => this.#tryAgain();
    this.#givenUp = {
      lane: line.lane,
      cancelTrial: clock.setTimer(MEMORY_MS, trial, { ref: true }),
    };
  }

  /** Nobody is live: whatever there was against the line that was given up, it is better than nothing, should this last. */
  rescue(): void {
    const givenUp = this.#givenUp;
    if (givenUp === undefined) return;
    const { clock, isLive } = this.#settings;
    const rescue = (): void => {
      if (!isLive()) this.#tryAgain();
    };
    givenUp.cancelRescue?.();
    givenUp.cancelRescue = clock.setTimer(RESCUE_AFTER_MS, rescue, { ref: true });
  }

  /** The line that was given up gets another chance. */
  #tryAgain(): void {
    const { make, forgiven } = this.#settings;
    const givenUp = this.#givenUp;
    if (givenUp === undefined || this.#isStopped) return;
    this.#forget();
    forgiven();
    for (const line of this.#lines) line.mayOverlap = true;
    const line = make(givenUp.lane);
    this.#lines = this.#lines.concat(line);
    line.start();
  }

  #forget(): void {
    this.#givenUp?.cancelTrial();
    this.#givenUp?.cancelRescue?.();
    this.#givenUp = undefined;
  }
}
