import type { StreamItem } from "@listenkey/stream";
import type { Evidence, ManagerSession, StreamSession } from "../run/evidence.ts";
import { SecretSearch } from "./secrets/secret-search.ts";
import { textsIn } from "./secrets/texts-in.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/**
 * I17: no API key, secret, signature, listen key or token is in anything that a program is told: lifecycle events, errors
 * with their stacks and causes, gaps, numbers, and the text of events.
 */
export const noSecrets: Validator = {
  id: "I17",
  title: "no secret is in anything that is told",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    const search = new SecretSearch(evidence.secrets);
    for (const session of evidence.streams) {
      judgeWords(session, search, tally);
      judgeTold(session, search, tally);
      judgeItems(session, search, tally);
    }
    for (const session of evidence.managers) judgeWords(session, search, tally);
    for (const error of evidence.uncaught) {
      judgeValue(error, { who: "an uncaught error" }, { search, tally });
    }
    return tally.verdict;
  },
};

/** What a judgement needs. */
interface Judging {
  readonly search: SecretSearch;
  readonly tally: Tally;
}

function judgeWords(
  { plan, words }: StreamSession | ManagerSession,
  search: SecretSearch,
  tally: Tally,
): void {
  for (const { at, event } of words) judgeValue(event, { who: plan.name, at }, { search, tally });
}

function judgeTold(
  { plan, iteratorErrors, stats }: StreamSession,
  search: SecretSearch,
  tally: Tally,
): void {
  judgeValue(iteratorErrors, { who: plan.name }, { search, tally });
  judgeValue(stats, { who: plan.name }, { search, tally });
}

/** Parsed events hold what their text holds: only gaps are looked through as values. */
function judgeItems({ plan, items }: StreamSession, search: SecretSearch, tally: Tally): void {
  for (const item of items) {
    const hasSecret = item.type === "gap" ? holds(item, search) : search.finds(rawOf(item));
    tally.check(!hasSecret, { who: plan.name }, () => `item ${item.seq} holds a secret`);
  }
}

function rawOf(item: StreamItem): string {
  return "raw" in item && typeof item.raw === "string" ? item.raw : "";
}

function judgeValue(
  value: unknown,
  concerned: { readonly who: string; readonly at?: number },
  { search, tally }: Judging,
): void {
  tally.check(!holds(value, search), concerned, () => "a secret is told");
}

function holds(value: unknown, search: SecretSearch): boolean {
  for (const text of textsIn(value)) if (search.finds(text)) return true;
  return false;
}
