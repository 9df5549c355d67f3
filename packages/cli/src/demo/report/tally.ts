import type { KeyRecord, LogRecord, RequestRecord } from "@listenkey/simulator";
import { isRequestOf, isSuccess } from "../judge/key-requests.ts";

/** What the exchange's log says about one account. */
export interface AccountTally {
  /** How often the key was extended. */
  readonly renewals: number;
  /** How often the client changed to another key. */
  readonly replacements: number;
  /** For how many milliseconds the key that the client held was dead. */
  readonly withoutKeyMs: number;
  /** How many account events the exchange had to tell. */
  readonly eventsProduced: number;
}

/** The word that a key has ended is no account event. */
const NOTICE = "listenKeyExpired";

/** Counts what happened to an account until a time. Pure. */
export function tallyOf(
  records: readonly LogRecord[],
  { account, until }: { readonly account: string; readonly until: number },
): AccountTally {
  const keys = heldKeys(records, account);
  return {
    ...changesOf(records.filter(isRequestOf(account)).filter(isSuccess)),
    withoutKeyMs: keys.reduce((sum, key, index) => {
      const nextAt = keys[index + 1]?.heldFrom ?? until;
      return sum + Math.max(0, nextAt - Math.max(key.heldFrom, key.endedAt ?? nextAt));
    }, 0),
    eventsProduced: records.filter(
      (record) =>
        record.kind === "eventProduced" && record.account === account && record.name !== NOTICE,
    ).length,
  };
}

function changesOf(
  successes: readonly RequestRecord[],
): Pick<AccountTally, "renewals" | "replacements"> {
  let renewals = 0;
  let replacements = 0;
  for (const [index, { key }] of successes.entries()) {
    if (index === 0) continue;
    if (key === successes[index - 1]?.key) renewals += 1;
    else replacements += 1;
  }
  return { renewals, replacements };
}

/** A key that the client held. */
interface HeldKey {
  readonly key: number;
  readonly heldFrom: number;
  /** Absent if it never ended. */
  readonly endedAt: number | undefined;
}

/** The keys that the client held one after the other, as the answers it got tell. */
function heldKeys(records: readonly LogRecord[], account: string): readonly HeldKey[] {
  const ends = new Map(records.filter(isKeyEnd).map(({ key, at }) => [key, at]));
  const held: HeldKey[] = [];
  for (const { key, at } of records.filter(isRequestOf(account)).filter(isSuccess)) {
    if (key === undefined || held.at(-1)?.key === key) continue;
    held.push({ key, heldFrom: at, endedAt: ends.get(key) });
  }
  return held;
}

function isKeyEnd(record: LogRecord): record is KeyRecord {
  return record.kind === "keyExpired" || record.kind === "keyRevoked";
}
