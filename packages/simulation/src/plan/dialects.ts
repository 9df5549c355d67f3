import type { Dialect } from "@listenkey/simulator";
import type { Draws } from "../random/draws.ts";
import type { Cast } from "./cast.ts";
import type { ProgramPlan } from "./day-plan.ts";
import { WAYS, type Way, type WayName } from "./ways.ts";

/** One thing that an exchange may do otherwise than by default. */
export interface Alternative {
  readonly entry: keyof Dialect;
  readonly value: Dialect[keyof Dialect];
  /** Whether anybody of a cast could tell, and could live with it. */
  readonly matters: (cast: Cast) => boolean;
  /** How likely it is drawn where it matters. Defaults to {@link USUAL}. */
  readonly probability?: number;
}

/** How likely an alternative is drawn where nothing else is said. */
const USUAL = 0.12;

const DAY_MS = 86_400_000;

/** They say their times in strings, as documented. */
const IN_STRINGS: readonly WayName[] = ["options", "margin-risk"];
/** They do not name the key that has expired, as documented. */
const UNNAMED: readonly WayName[] = ["portfolio-margin"];
/** Their hosts answer no questions, as documented. */
const UNASKED: readonly WayName[] = ["portfolio-margin", "portfolio-margin-pro", "margin-risk"];

const ALL = (): boolean => true;
const BY_KEY = some(({ access }) => access === "listenKey");
const ON_API = some(({ access }) => access !== "listenKey");
const BY_TOKEN = some(({ access }) => access === "listenToken");
const USDM = keysOf((name) => name === "umfutures");
const OPTIONS = keysOf((name) => name === "options");

/** Everything that is drawn, entry by entry. */
export const DIALECT_ALTERNATIVES: readonly Alternative[] = [
  { entry: "secondSocket", value: "nothing", matters: isHeardByOne },
  { entry: "secondSocket", value: "evicts", matters: isHeardByOne },
  { entry: "eventTime", value: "different", matters: ALL },
  { entry: "frames", value: "bare", matters: OPTIONS },
  { entry: "frames", value: "wrapped", matters: BY_KEY },
  { entry: "revocation", value: "announced", matters: BY_KEY },
  { entry: "revocationWithoutKey", value: "accepted", matters: mayRevoke },
  { entry: "expiryTime", value: "integer", matters: keysOf((name) => IN_STRINGS.includes(name)) },
  {
    entry: "expiryTime",
    value: "string",
    matters: keysOf((name) => !IN_STRINGS.includes(name)),
  },
  { entry: "expiryNamesKey", value: "always", matters: keysOf((name) => UNNAMED.includes(name)) },
  {
    entry: "expiryNamesKey",
    value: "never",
    matters: keysOf((name) => !UNNAMED.includes(name)),
  },
  { entry: "expiryNotice", value: "twice", matters: BY_KEY },
  { entry: "usdmPathForm", value: "silent", matters: USDM },
  { entry: "usdmWithoutEvents", value: "silent", matters: USDM },
  { entry: "usdmWithoutEvents", value: "expired", matters: USDM },
  {
    entry: "usdmSubscribe",
    value: "silent",
    matters: (cast) => USDM(cast) && !cast.machines.some(sharesSockets),
  },
  { entry: "optionsQueryForm", value: "silent", matters: OPTIONS },
  {
    entry: "probes",
    value: "unanswered",
    matters: keysOf((name) => !UNASKED.includes(name)),
    // Nobody documents which of the two it is; and days on which nobody answers are far cheaper.
    probability: 0.5,
  },
  {
    entry: "portfolioProbes",
    value: "answered",
    matters: keysOf((name) => UNASKED.includes(name)),
  },
  { entry: "pings", value: "missing", matters: ALL },
  { entry: "coinmKeepalive", value: "empty", matters: keysOf((name) => name === "cmfutures") },
  { entry: "riskLifetimeMs", value: DAY_MS, matters: keysOf((name) => name === "margin-risk") },
  { entry: "ids", value: "large", matters: ALL },
  { entry: "tokenRenewal", value: "newId", matters: BY_TOKEN },
  { entry: "tokenRenewal", value: "active", matters: BY_TOKEN },
  { entry: "tokenExpiryUnit", value: "milliseconds", matters: BY_TOKEN },
  { entry: "listenTokenSignature", value: "required", matters: BY_TOKEN },
  { entry: "subscribeParams", value: "any", matters: ON_API },
  { entry: "eventsBeforeAck", value: true, matters: ON_API },
];

/** Draws how the exchange of a day behaves: mostly by default, and otherwise where somebody could tell. */
export function drawDialect(draws: Draws, cast: Cast): Partial<Dialect> {
  const dialect: Partial<Record<keyof Dialect, Dialect[keyof Dialect]>> = {};
  for (const { entry, value, matters, probability = USUAL } of DIALECT_ALTERNATIVES) {
    const isDrawn = draws.fork(`${entry} ${String(value)}`).chance(probability);
    if (isDrawn && dialect[entry] === undefined && matters(cast)) dialect[entry] = value;
  }
  return dialect as Partial<Dialect>;
}

/** Whether there is an account of such a way. */
function some(isMeant: (way: Way) => boolean): Alternative["matters"] {
  return ({ accounts }) => accounts.some(({ way }) => isMeant(WAYS[way]));
}

/** Whether there is an account of such a way that goes by listen keys. */
function keysOf(isMeant: (name: WayName) => boolean): Alternative["matters"] {
  return some(({ access, name }) => access === "listenKey" && isMeant(name));
}

/** Two programs with sockets on one key would evict each other for ever, or starve one another without a word. */
function isHeardByOne(cast: Cast): boolean {
  const byKey = cast.accounts.filter(({ way }) => WAYS[way].access === "listenKey");
  const programs = programsIn(cast);
  return (
    byKey.length > 0 &&
    byKey.every(({ id }) => programs.filter(({ account }) => account === id).length === 1)
  );
}

function mayRevoke(cast: Cast): boolean {
  return programsIn(cast).some(({ kind }) => kind === "manager");
}

function programsIn({ machines }: Cast): readonly ProgramPlan[] {
  return machines.flatMap(({ programs }) => programs);
}

function sharesSockets({ programs }: Cast["machines"][number]): boolean {
  return programs.some((program) => program.kind === "stream" && program.shareSockets);
}
