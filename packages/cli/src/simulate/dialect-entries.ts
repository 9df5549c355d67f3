import { defaultDialect, type Dialect } from "@listenkey/simulator";
import { nearest } from "./nearest.ts";
import { timeSpan } from "../time-span.ts";

/** The texts that stand for the values of an entry; nothing where it is any span of time. */
type Texts<Value> = Value extends number
  ? "span"
  : Readonly<Record<`${Value & (string | boolean)}`, Value>>;

/** Every entry of the simulator's dialect, with every value: what is left out here does not compile. */
const ENTRIES: { readonly [Entry in keyof Dialect]: Texts<Dialect[Entry]> } = {
  secondSocket: { everything: "everything", nothing: "nothing", evicts: "evicts" },
  eventTime: { equal: "equal", different: "different" },
  frames: { documented: "documented", bare: "bare", wrapped: "wrapped" },
  revocation: { silent: "silent", announced: "announced" },
  revocationWithoutKey: { rejected: "rejected", accepted: "accepted" },
  expiryTime: { documented: "documented", integer: "integer", string: "string" },
  expiryNamesKey: { documented: "documented", always: "always", never: "never" },
  expiryNotice: { once: "once", twice: "twice" },
  usdmPathForm: { works: "works", silent: "silent" },
  usdmWithoutEvents: { everything: "everything", silent: "silent", expired: "expired" },
  usdmSubscribe: { works: "works", silent: "silent" },
  optionsQueryForm: { works: "works", silent: "silent" },
  probes: { answered: "answered", unanswered: "unanswered" },
  portfolioProbes: { unanswered: "unanswered", answered: "answered" },
  pings: { sent: "sent", missing: "missing" },
  coinmKeepalive: { listenKey: "listenKey", empty: "empty" },
  riskLifetimeMs: "span",
  ids: { documented: "documented", large: "large" },
  tokenRenewal: { sameId: "sameId", newId: "newId", active: "active" },
  tokenExpiryUnit: { microseconds: "microseconds", milliseconds: "milliseconds" },
  listenTokenSignature: { optional: "optional", required: "required" },
  subscribeParams: { documented: "documented", any: "any" },
  eventsBeforeAck: { false: false, true: true },
};

const NAMES = Object.keys(ENTRIES) as readonly (keyof Dialect)[];

/**
 * Reads `probes=unanswered`, and adds it to what was read before. Pure.
 *
 * @throws Error with one sentence that says what is wrong, and what would be right.
 */
export function withDialectEntry(text: string, before: Partial<Dialect>): Partial<Dialect> {
  const [, written = "", value = ""] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const name = NAMES.find((known) => known === written);
  if (name === undefined) throw new Error(unknownEntry(written === "" ? text : written));
  return { ...before, [name]: valueOf(name, value) };
}

function valueOf(name: keyof Dialect, text: string): Dialect[keyof Dialect] {
  const texts = ENTRIES[name];
  if (texts === "span") {
    const ms = timeSpan(text);
    if (ms !== undefined && ms > 0) return ms;
    throw new Error(`Give ${name} as a time, e.g. ${name}=24h.`);
  }
  const found = Object.entries<Dialect[keyof Dialect]>(texts).find(([known]) => known === text);
  if (found !== undefined) return found[1];
  throw new Error(`Give ${name} one of: ${valuesOf(name).join(", ")}.`);
}

function unknownEntry(name: string): string {
  const meant = nearest(name, NAMES);
  if (meant === undefined) return `Write it as <entry>=<value>, e.g. probes=unanswered.`;
  return `Did you mean ${meant}=${valuesOf(meant as keyof Dialect).at(-1)}?`;
}

/** What can be given for an entry, the default first. Pure. */
function valuesOf(name: keyof Dialect): readonly string[] {
  const texts = ENTRIES[name];
  if (texts === "span") return ["1h", "24h"];
  const byDefault = String(defaultDialect[name]);
  return [byDefault, ...Object.keys(texts).filter((text) => text !== byDefault)];
}

/** The list for `--help`: every entry with its values, the default first. Pure. */
export function dialectList(): readonly (readonly [entry: string, values: string])[] {
  return NAMES.map((name) => [name, valuesOf(name).join(" | ")] as const);
}
