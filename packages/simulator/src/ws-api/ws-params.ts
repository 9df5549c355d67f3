import { missingParam, unreadParams, type Refusal } from "../rules/refusals.ts";
import type { WsParams } from "./ws-request.ts";

/** Any request may bring it. */
const EVERYWHERE = "returnRateLimits";

/** The parameters that a method reads. */
export interface ParamRules {
  readonly mandatory: readonly string[];
  readonly optional: readonly string[];
}

/** What is wrong with the parameters of a request, if anything is. */
export function refuseParams(
  params: WsParams,
  { mandatory, optional }: ParamRules,
  acceptsUnread: boolean,
): Refusal | undefined {
  const missing = mandatory.find((name) => isEmpty(params[name]));
  if (missing !== undefined) return missingParam(missing);
  if (acceptsUnread) return undefined;
  const names = Object.keys(params);
  const unread = names.filter(
    (name) => name !== EVERYWHERE && !mandatory.includes(name) && !optional.includes(name),
  );
  return unread.length > 0 ? unreadParams(names.length - unread.length, names.length) : undefined;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
