import {
  LogIndex,
  type BannedRecord,
  type LogRecord,
  type RequestRecord,
  type WsRequestRecord,
} from "@listenkey/simulator";

/** A request, over REST or on the WebSocket API. */
export type AskedRecord = RequestRecord | WsRequestRecord;

/** What the exchange writes down in the course of the day, as far as it is needed to judge by. */
export class DayLog {
  /** For the audit of the streams. */
  readonly index: LogIndex = new LogIndex();
  readonly #requests: AskedRecord[] = [];
  readonly #limits: BannedRecord[] = [];

  /** Takes in a record, the later after the earlier. */
  add(record: LogRecord): void {
    this.index.add(record);
    if (record.kind === "request" || record.kind === "wsRequest") this.#requests.push(record);
    if (record.kind === "limited" || record.kind === "banned") this.#limits.push(record);
  }

  /** Every request. */
  get requests(): readonly AskedRecord[] {
    return this.#requests;
  }

  /** Every time that the exchange wanted no requests of somebody. */
  get limits(): readonly BannedRecord[] {
    return this.#limits;
  }
}
