import type { KeyRecord, LogRecord, SocketOpenedRecord } from "@listenkey/simulator";
import { BOUNDS } from "./bounds.ts";
import type { IncidentCause, Trouble } from "./incident.ts";

/** The times in which an account had no open socket with a live key, from its first key on. */
export function hearingTroublesOf(
  records: readonly LogRecord[],
  account: string,
): readonly Trouble[] {
  const scan = new HearingScan(account);
  for (const record of records) scan.read(record);
  return scan.troubles;
}

/** Reads the log, and knows after each record which sockets of an account hear. */
class HearingScan {
  readonly #account: string;
  /** The sockets that hear, and the keys they were opened with. */
  readonly #hearing = new Map<number, ReadonlySet<number>>();
  readonly #over: Trouble[] = [];
  #current: Trouble | undefined;
  #hasKey = false;

  constructor(account: string) {
    this.#account = account;
  }

  get troubles(): readonly Trouble[] {
    return this.#current === undefined ? this.#over : [...this.#over, this.#current];
  }

  read(record: LogRecord): void {
    switch (record.kind) {
      case "keyCreated":
        return this.#keyCreated(record);
      case "keyExpired":
        return this.#keyEnded(record, "expired");
      case "keyRevoked":
        return this.#keyEnded(record, "deleted");
      case "socketOpened":
        return this.#opened(record);
      case "socketClosed":
        this.#hearing.delete(record.socket);
        return this.#deafUnlessHeard(record.at, record.by === "exchange" ? "cut" : "opening");
      default:
    }
  }

  #keyCreated({ account, at }: KeyRecord): void {
    if (account !== this.#account || this.#hasKey) return;
    this.#hasKey = true;
    this.#deafUnlessHeard(at, "opening");
  }

  #keyEnded({ account, key, at }: KeyRecord, cause: IncidentCause): void {
    if (account !== this.#account) return;
    for (const [socket, keys] of this.#hearing) {
      if (keys.has(key)) this.#hearing.delete(socket);
    }
    this.#deafUnlessHeard(at, cause);
  }

  #opened({ socket, accounts, silent, keys, at }: SocketOpenedRecord): void {
    if (silent || !accounts.includes(this.#account)) return;
    this.#hearing.set(socket, new Set(keys));
    if (this.#current === undefined) return;
    this.#over.push({ ...this.#current, endedAt: at });
    this.#current = undefined;
  }

  #deafUnlessHeard(beganAt: number, cause: IncidentCause): void {
    if (!this.#hasKey || this.#current !== undefined || this.#hearing.size > 0) return;
    this.#current = { cause, beganAt, endedAt: undefined, boundMs: boundOf(cause) };
  }
}

function boundOf(cause: IncidentCause): number {
  if (cause === "cut") return BOUNDS.backOffMs;
  return cause === "deleted" ? BOUNDS.silentEndMs : BOUNDS.toldMs;
}
