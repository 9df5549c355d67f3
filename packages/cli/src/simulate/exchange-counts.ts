import type { LogRecord } from "@listenkey/simulator";

/** What the exchange saw, counted. */
export interface ExchangeCounts {
  /** Requests by what became of them: the HTTP status, or the fate of those without an answer. */
  readonly requests: ReadonlyMap<string, number>;
  readonly sockets: number;
  readonly refusedSockets: number;
  readonly produced: number;
  readonly sent: number;
  readonly withheld: number;
}

/** Counts records as they are written, so that none has to be kept. */
export class ExchangeCounter implements ExchangeCounts {
  readonly requests: Map<string, number> = new Map();
  sockets = 0;
  refusedSockets = 0;
  produced = 0;
  sent = 0;
  withheld = 0;

  count(record: LogRecord): void {
    if (record.kind === "request" || record.kind === "wsRequest") {
      const outcome = record.fate === "answered" ? String(record.status) : "unanswered";
      this.requests.set(outcome, (this.requests.get(outcome) ?? 0) + 1);
    } else if (record.kind === "socketOpened") this.sockets += 1;
    else if (record.kind === "socketRefused") this.refusedSockets += 1;
    else if (record.kind === "eventProduced") this.produced += 1;
    else if (record.kind === "eventSent") this.sent += 1;
    else if (record.kind === "eventWithheld") this.withheld += 1;
  }
}
