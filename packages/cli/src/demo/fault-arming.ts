import { fault, type Exchange, type Fault } from "@listenkey/simulator";
import type { AccountFault, PlannedFault } from "./day.ts";
import type { StagedAccount, Stage } from "./stage.ts";

/** Switches the day's faults on, to strike at their times. */
export function armFaults(
  { exchange, accounts }: Pick<Stage, "exchange" | "accounts">,
  plan: readonly PlannedFault[],
): void {
  const startsAt = exchange.now();
  for (const planned of plan) {
    const at = startsAt + planned.atMs;
    if (planned.kind === "outage") {
      exchange.faults.at(at, () => exchange.goDown());
      exchange.faults.at(at + planned.lengthMs, () => exchange.comeBack());
      continue;
    }
    const target = accounts.find(({ name }) => name === planned.product);
    if (target !== undefined) armFor(target, planned, { exchange, at });
  }
}

function armFor(
  { account, exchangeId }: StagedAccount,
  planned: AccountFault,
  { exchange, at }: { readonly exchange: Exchange; readonly at: number },
): void {
  const strike = requestFault(planned);
  if (strike !== undefined) {
    const timing = { from: at, times: planned.requests };
    exchange.faults.next({ account: account.id }, strike, timing);
  } else {
    const keys = account.keys(exchangeId);
    exchange.faults.at(at, () => (planned.kind === "expired" ? keys.expire() : keys.recreate()));
  }
}

function requestFault({ kind, retryAfterS }: AccountFault): Fault | undefined {
  switch (kind) {
    case "unavailable":
      return fault.unavailable("B");
    case "lostReply":
      return fault.lostReply();
    case "tooManyRequests":
      return fault.tooManyRequests(retryAfterS === undefined ? {} : { retryAfter: retryAfterS });
    case "unauthorized":
      return fault.unauthorized();
    default:
      return undefined;
  }
}
