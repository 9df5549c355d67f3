import type { AccountEvent } from "../seams/account-event.ts";
import type { AccountChange, ChangeFacts } from "../seams/changes.ts";
import { changeFacts } from "./change-facts.ts";

/** A change as a product reads it from an event, which may lack any field. */
export type ChangeDraft = DraftOf<AccountChange>;

/** One member for each kind of change. `null` is how some products say that there is nothing to tell. */
type DraftOf<Change extends AccountChange> = Change extends AccountChange
  ? { readonly kind: Change["kind"] } & {
      readonly [Field in keyof Change as Exclude<Field, keyof ChangeFacts | "kind">]:
        | Change[Field]
        | null
        | undefined;
    }
  : never;

/** The fields without which a change would mislead, by kind. */
const REQUIRED: { readonly [Kind in AccountChange["kind"]]: readonly string[] } = {
  order: [
    "symbol",
    "orderId",
    "clientOrderId",
    "isConditional",
    "side",
    "orderType",
    "price",
    "quantity",
    "status",
  ],
  fill: ["symbol", "orderId", "clientOrderId", "tradeId", "side", "price", "quantity"],
  balance: ["asset"],
  position: ["symbol", "side", "quantity"],
  marginCall: [],
};

/**
 * Makes changes of what an event tells. Fields that it does not tell, or tells as something else than text or a
 * boolean, are absent; a change that lacks a required one is left out, because half a fill is worse than none.
 *
 * @param time The transaction time that the event tells, in epoch milliseconds; without one, the event's own time.
 * @param drafts Made for this call: they become the changes.
 */
export function changesFrom(
  event: AccountEvent,
  time: number | undefined,
  drafts: readonly ChangeDraft[],
): readonly AccountChange[] {
  const facts = changeFacts(event, time);
  return drafts.map((draft) => told(facts, draft)).filter(isComplete);
}

/** What is known of all changes of the event, and a draft without the fields that tell nothing. */
function told(facts: ChangeFacts, draft: ChangeDraft): ChangeFacts & Pick<ChangeDraft, "kind"> {
  // Nearly every event tells all that it can. Spreading both into a new object would take a hundred times as long.
  if (tellsAll(draft)) return Object.assign(draft, facts);
  const fields = Object.entries(draft).filter(([, value]) => tells(value));
  return Object.assign(Object.fromEntries(fields) as Pick<ChangeDraft, "kind">, facts);
}

function tellsAll(draft: ChangeDraft): boolean {
  for (const field in draft) if (!tells(draft[field as keyof ChangeDraft])) return false;
  return true;
}

function tells(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean";
}

function isComplete(change: ChangeFacts & Pick<ChangeDraft, "kind">): change is AccountChange {
  return REQUIRED[change.kind].every((field) => field in change);
}
