import { emptyParam, missingParam, unreadParams, type Refusal } from "../rules/refusals.ts";
import type { KeyCall, ParamName, RestRules } from "../rules/rest-rules.ts";
import type { RestCall } from "./rest-call.ts";

const FORM = "application/x-www-form-urlencoded";
/** Parameters that any call may bring, because clients sign what need not be signed. */
const TOLERATED: ReadonlySet<string> = new Set(["timestamp", "recvWindow", "signature"]);

/** The parameters of a call, from the query and from a form body; the query wins. */
export function readParams(call: RestCall): ReadonlyMap<string, string> {
  const params = new Map<string, string>();
  const isForm = call.headers["content-type"]?.toLowerCase().startsWith(FORM) === true;
  if (isForm && call.body !== "") addAll(params, call.body);
  if (call.query !== "") addAll(params, call.query);
  return params;
}

function addAll(params: Map<string, string>, text: string): void {
  for (const [name, value] of new URLSearchParams(text)) params.set(name, value);
}

/** What is wrong with the parameters of a call, if anything is. */
export function refuseParams(
  params: ReadonlyMap<string, string>,
  rules: RestRules,
  call: KeyCall,
): Refusal | undefined {
  const mandatory = rules.mandatory[call];
  for (const name of mandatory) {
    const value = params.get(name);
    if (value === undefined) return missingParam(name);
    if (value === "") return emptyParam(name);
  }
  if (!rules.refusesUnread) return undefined;
  const unread = [...params.keys()].filter((name) => !isRead(name, mandatory));
  return unread.length > 0 ? unreadParams(params.size - unread.length, params.size) : undefined;
}

function isRead(name: string, mandatory: readonly ParamName[]): boolean {
  return TOLERATED.has(name) || (mandatory as readonly string[]).includes(name);
}
