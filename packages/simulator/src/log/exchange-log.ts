import type { LogRecord, LogRecordKind } from "./log-record.ts";

/** How much an exchange remembers. */
export interface LogOptions {
  /** How many records are kept; the oldest go first. Defaults to 100,000. */
  readonly keep?: number;
  /** Hears every record as it is written, whether or not it is kept. */
  readonly sink?: (record: LogRecord) => void;
}

/** What happened on the exchange, in order. */
export interface ExchangeLog {
  /** The records that are kept, oldest first. A copy. */
  readonly records: readonly LogRecord[];
  /** How many were written since the start, or the last {@link clear}. */
  readonly written: number;
  /** Whether older records are missing, so that counting would be wrong. */
  readonly truncated: boolean;
  /** The kept records of one kind. */
  of<Kind extends LogRecordKind>(kind: Kind): readonly RecordOf<Kind>[];
  /** Forgets everything. */
  clear(): void;
}

/** The record of a kind; some kinds share a record. */
export type RecordOf<Kind extends LogRecordKind> = RecordWith<LogRecord, Kind>;

type RecordWith<Record, Kind> = Record extends { readonly kind: infer Kinds }
  ? Kind extends Kinds
    ? Record
    : never
  : never;

/** An {@link ExchangeLog} that can be written to. */
export class WritableLog implements ExchangeLog {
  readonly #keep: number;
  readonly #sink: ((record: LogRecord) => void) | undefined;
  #records: LogRecord[] = [];
  #written = 0;

  constructor(options: LogOptions | false) {
    this.#keep = options === false ? 0 : (options.keep ?? 100_000);
    this.#sink = options === false ? undefined : options.sink;
  }

  /** Whether anybody reads: if not, records need not be made. */
  get wanted(): boolean {
    return this.#keep > 0 || this.#sink !== undefined;
  }

  write(record: LogRecord): void {
    if (!this.wanted) return;
    this.#written += 1;
    this.#sink?.(record);
    if (this.#keep === 0) return;
    this.#records.push(record);
    // Cut in large pieces: dropping one at a time would move the whole array for each record.
    if (this.#records.length >= 2 * this.#keep) this.#records = this.#records.slice(-this.#keep);
  }

  get records(): readonly LogRecord[] {
    return this.#keep === 0 ? [] : this.#records.slice(-this.#keep);
  }

  get written(): number {
    return this.#written;
  }

  get truncated(): boolean {
    return this.#written > this.#keep;
  }

  of<Kind extends LogRecordKind>(kind: Kind): readonly RecordOf<Kind>[] {
    return this.records.filter((record) => record.kind === kind) as unknown as RecordOf<Kind>[];
  }

  clear(): void {
    this.#records = [];
    this.#written = 0;
  }
}
