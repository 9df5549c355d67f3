import type { RequestRecord } from "../log/log-record.ts";
import type { Verdict } from "../model/limits.ts";
import { nginxPage } from "../rules/html-pages.ts";
import type { Refusal } from "../rules/refusals.ts";
import type { RestReply } from "./rest-call.ts";

/** What an answer means, for the log. */
export type AnswerFacts = Pick<RequestRecord, "code" | "did" | "key" | "token">;

/** An answer, and what was done for it. */
export interface Answer {
  readonly reply: RestReply;
  readonly facts: AnswerFacts;
}

type Headers = RestReply["headers"];

/** A page of the web server in front. */
export function page(status: number, reason: string): Answer {
  const body = nginxPage(`${status} ${reason}`);
  return { reply: { status, headers: { "content-type": "text/html" }, body }, facts: {} };
}

/** An error body with its status. */
export function refused({ status, code, message }: Refusal, headers: Headers): Answer {
  const body = JSON.stringify({ code, msg: message });
  return { reply: { status, headers, body }, facts: { code } };
}

/** The word that there were too many requests. */
export function tooMuch(verdict: Verdict, headers: Headers, now: number): Answer {
  const { rules, until, limit } = verdict;
  const retryAfter = { "retry-after": String(Math.ceil((until - now) / 1000)) };
  const all = rules.retryAfter ? { ...headers, ...retryAfter } : headers;
  const banned = verdict.status === "banned";
  return refused(
    {
      status: banned ? 418 : 429,
      code: rules.code,
      message: banned ? rules.banned(until) : rules.limited(limit),
    },
    all,
  );
}

/** The headers that every answer of a pool carries. */
export function poolHeaders({ rules, used }: Verdict): Headers {
  return { "content-type": "application/json;charset=UTF-8", [rules.header]: String(used) };
}
