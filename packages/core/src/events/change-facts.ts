import type { AccountEvent } from "../seams/account-event.ts";
import type { ChangeFacts } from "../seams/changes.ts";
import { epochMs } from "./epoch-ms.ts";

/**
 * What every change tells of the event that it is from.
 *
 * @param time When it happened: the transaction time that the event tells, in milliseconds or microseconds. Where it
 *   is no number, the event's own time stands in.
 */
export function changeFacts(event: AccountEvent, time: number | undefined): ChangeFacts {
  const { product, account, seq } = event;
  const happenedAt = typeof time === "number" ? epochMs(time) : event.time;
  const facts: ChangeFacts = { product, seq, time: happenedAt };
  return account === undefined ? facts : { product, account, seq, time: happenedAt };
}
