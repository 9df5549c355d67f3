/** A line of a day's timeline: something that the exchange, a program or the schedule of faults did. */
export interface TraceLine {
  /** When, in milliseconds from the beginning of the day, by the exchange's clock. */
  readonly atMs: number;
  /** Who: `exchange`, `fault`, or the name of a machine or program. */
  readonly who: string;
  /** What, in a few words. It holds no secret. */
  readonly what: string;
  /** Set where it is one of very many, such as an event or a copy of one: shown only to those who ask for them. */
  readonly isMinor?: boolean;
}

/** Takes the lines of a timeline, the earlier before the later. */
export type Trace = (line: TraceLine) => void;
