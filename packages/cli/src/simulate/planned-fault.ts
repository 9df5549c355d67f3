import type { FaultMatch, ProductId } from "@listenkey/simulator";
import {
  FAULT_KINDS,
  FAULT_NAMES,
  type DeedKind,
  type FaultKind,
  type FaultName,
} from "./fault-kinds.ts";
import { PRODUCT_NAMES } from "../account/products.ts";
import { simulatedProduct } from "./simulated-products.ts";
import { nearest } from "./nearest.ts";
import { timeSpan } from "../time-span.ts";

/** Something that is to go wrong. Times are real time, in milliseconds. */
export interface PlannedFault {
  readonly name: FaultName;
  /** How it was asked for. */
  readonly text: string;
  /** What stands behind the `=`, or its default; spans in milliseconds. */
  readonly value: number;
  /** Only this product. */
  readonly product?: ProductId;
  /** Only requests that ask for this. */
  readonly call?: NonNullable<FaultMatch["call"]>;
  /** When, from the start on. */
  readonly atMs: number;
  /** How long; absent where no span was given. */
  readonly lastsMs?: number;
  /** How often, or how many; absent where it was not said. */
  readonly times?: number;
}

/** What requests can ask for. */
const CALLS: Readonly<Record<NonNullable<FaultMatch["call"]>, true>> = {
  create: true,
  extend: true,
  revoke: true,
  token: true,
  subscribe: true,
  unsubscribe: true,
  logon: true,
  logout: true,
  status: true,
  subscriptions: true,
  time: true,
  ping: true,
};

/** The names of what requests can ask for. */
export const CALL_NAMES: readonly string[] = Object.keys(CALLS);

/** How a fault is written, in one line. */
export const FAULT_SYNTAX = "[<n>x]<fault>[=<value>][:<product>][:<call>][@<when>[+<how long>]]";

const SHAPE =
  /^(?:(?<times>\d+)x)?(?<name>[a-z]+)(?:=(?<value>[^:@]*))?(?<filters>(?::[^:@]*)*)(?:@(?<at>[^+]*)(?:\+(?<lasts>.*))?)?$/i;

/**
 * Reads `halfOpen@30s+10s`, `2xlostReply:umfutures:create@1m`, `delay=800ms@0s+5m`. Pure.
 *
 * @throws Error with one sentence that says what is wrong, and what would be right.
 */
export function plannedFault(text: string): PlannedFault {
  const parts = SHAPE.exec(text)?.groups;
  if (parts === undefined) throw new Error(`Write it as ${FAULT_SYNTAX}, e.g. halfOpen@30s+10s.`);
  const name = nameIn(parts["name"] ?? "");
  const kind = FAULT_KINDS[name];
  const filters = filtersIn(parts["filters"] ?? "");
  const lasts = optional(parts["lasts"], (span) => spanIn(span, "how long, behind the +"));
  const times = optional(parts["times"], timesIn);
  const plan: PlannedFault = {
    name,
    text,
    value: valueIn(parts["value"], name),
    ...filters,
    atMs: spanIn(parts["at"] ?? "0s", "when, behind the @"),
    ...(lasts !== undefined && { lastsMs: lasts }),
    ...(times !== undefined && { times }),
  };
  refuseUnfit(plan, kind);
  return plan;
}

function optional<Value>(
  text: string | undefined,
  read: (text: string) => Value,
): Value | undefined {
  return text === undefined ? undefined : read(text);
}

function nameIn(text: string): FaultName {
  const name = FAULT_NAMES.find((known) => known === text);
  if (name !== undefined) return name;
  const meant = nearest(text, FAULT_NAMES);
  throw new Error(
    meant === undefined
      ? `No fault is called ${text}.`
      : `Did you mean ${meant} instead of ${text}?`,
  );
}

function valueIn(text: string | undefined, name: FaultName): number {
  const { value: rule } = FAULT_KINDS[name];
  if (rule === undefined) {
    if (text !== undefined) throw new Error(`${name} takes no value; leave out =${text}.`);
    return 0;
  }
  if (text === undefined) return rule.byDefault;
  if (rule.is === "span") return spanIn(text, `${rule.says}, behind the =`);
  const status = Number(text);
  if (/^\d+$/.test(text) && status >= 200 && status <= 599) return status;
  throw new Error(`Give an HTTP status behind the =, e.g. ${name}=503.`);
}

function filtersIn(text: string): Pick<PlannedFault, "product" | "call"> {
  let found: Pick<PlannedFault, "product" | "call"> = {};
  for (const filter of text.split(":").slice(1)) {
    const product = simulatedProduct(filter)?.name;
    if (product !== undefined) found = { ...found, product };
    else if (isCall(filter)) found = { ...found, call: filter };
    else throw new Error(unknownFilter(filter));
  }
  return found;
}

function isCall(text: string): text is NonNullable<PlannedFault["call"]> {
  return Object.hasOwn(CALLS, text);
}

function unknownFilter(filter: string): string {
  const meant = nearest(filter, [...PRODUCT_NAMES, ...CALL_NAMES]);
  const hint =
    meant === undefined
      ? `Products are ${PRODUCT_NAMES.join(", ")}; calls are ${CALL_NAMES.join(", ")}.`
      : `Did you mean ${meant}?`;
  return `:${filter} is neither a product nor a call. ${hint}`;
}

function spanIn(text: string, what: string): number {
  const ms = timeSpan(text);
  if (ms === undefined) throw new Error(`Give ${what}, as a time such as 500ms, 30s or 2m.`);
  return ms;
}

function timesIn(text: string): number {
  const times = Number(text);
  if (times > 0 && Number.isSafeInteger(times)) return times;
  throw new Error("Give how often, in front of the x, as a whole number over 0.");
}

/** What can be written, and means nothing. */
function refuseUnfit(plan: PlannedFault, kind: FaultKind): void {
  refuseUnfitFilters(plan, kind);
  if ("act" in kind) refuseUnfitSpan(plan, kind);
}

function refuseUnfitFilters({ name, times, product, call }: PlannedFault, { on }: FaultKind): void {
  if (call !== undefined && on !== "request") {
    throw new Error(`${name} strikes no requests; leave out :${call}.`);
  }
  if (product !== undefined && (on === "sockets" || on === "exchange")) {
    throw new Error(`${name} strikes every product; leave out :${product}.`);
  }
  if (times !== undefined && (on === "keys" || on === "exchange")) {
    throw new Error(`${name} strikes once; leave out ${times}x.`);
  }
}

function refuseUnfitSpan({ name, lastsMs }: PlannedFault, { span }: DeedKind): void {
  if (span === "needed" && lastsMs === undefined) {
    throw new Error(`Say how long, e.g. ${name}@30s+10s.`);
  }
  if (span === undefined && lastsMs !== undefined) {
    throw new Error(`${name} is done at one moment; leave out what stands behind the +.`);
  }
}
