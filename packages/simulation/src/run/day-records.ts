import { LogIndex, type LogRecord } from "@listenkey/simulator";
import { describeRecord } from "../trace/describe-record.ts";
import type { Trace } from "../trace/trace.ts";
import { Fingerprint } from "./fingerprint.ts";

/** Everything that happens on a day, written down once for all who ask: validators, the timeline, and the fingerprint. */
export class DayRecords {
  readonly index = new LogIndex();
  /** All but frames, events and the questions of sockets whether they live. */
  readonly kept: LogRecord[] = [];
  readonly fingerprint = new Fingerprint();
  readonly #startsAt: number;
  readonly #trace: Trace | undefined;
  #produced = 0;

  constructor(startsAt: number, trace: Trace | undefined) {
    this.#startsAt = startsAt;
    this.#trace = trace;
  }

  /** Events that the exchange has produced. */
  get produced(): number {
    return this.#produced;
  }

  /** Takes in what the exchange writes. */
  add(record: LogRecord): void {
    this.index.add(record);
    this.fingerprint.add(marksOf(record));
    if (record.kind === "eventProduced") this.#produced += 1;
    else if (record.kind !== "eventSent" && record.kind !== "eventWithheld") this.kept.push(record);
    if (this.#trace === undefined) return;
    const line = describeRecord(record);
    if (line !== undefined) this.#trace({ atMs: record.at - this.#startsAt, ...line });
  }

  /** Takes in what a program says. */
  said(who: string, what: () => string): string {
    const words = what();
    this.fingerprint.add(who);
    this.fingerprint.add(words);
    return words;
  }
}

/** What tells a record from others. */
function marksOf(record: LogRecord): string {
  switch (record.kind) {
    case "eventSent":
    case "eventWithheld":
      return `${record.at}s${record.event}/${record.socket}${record.fault ?? ""}`;
    case "eventProduced":
      return `${record.at}p${record.event}${record.text ?? ""}`;
    case "request":
      return `${record.at}r${record.path}${record.status ?? ""}${record.client}`;
    case "wsRequest":
      return `${record.at}w${record.method}${record.socket}${record.status ?? ""}`;
    default:
      return JSON.stringify(record);
  }
}
