import type { BannedRecord, PoolName, RequestRecord, WsRequestRecord } from "@listenkey/simulator";
import type { Way } from "../../plan/ways.ts";
import type { ClientCalls, Dial } from "./call-facts.ts";
import { addTo } from "./multi-map.ts";
import { poolAt, poolsOf, realmOf, type PoolsOfWay } from "./pools.ts";

/** A time for which the exchange wants nothing of a rate limit, as a client was told. */
export interface Silence {
  readonly pool: PoolName;
  /** Whose rate limit it is. */
  readonly realm: string;
  /** The account and the API key that were meant; absent where everything from the client's address is. */
  readonly holder?: string;
  /** The status that asked for it. */
  readonly status: number;
  /** When that was answered at the earliest, in epoch milliseconds. */
  readonly from: number;
  /** Until when it lasts at the least, in epoch milliseconds. */
  readonly to: number;
  /** Until when a client may be silent because of it, in epoch milliseconds. */
  readonly atMost: number;
  /** Whether it is certain that the client has heard of it. */
  readonly isBinding: boolean;
}

/** Where the exchange does not say how long, silence begins at these and doubles; see the governor of core. */
const FIRST_SILENCE_MS = { limited: 120_000, firewall: 300_000 } as const;
const LONGEST_UNTOLD_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** How much later than the request that earned it a limit may be written, in milliseconds: requests may be held up. */
const HELD_UP_MS = 20_000;

/** An answer, whatever it came by. */
interface Answer {
  readonly at: number;
  readonly status: number;
  readonly ip: string;
  readonly pool: PoolName;
  readonly realm: string;
  readonly account: string | undefined;
  /** Absent where it does not matter. */
  readonly holder?: string;
  /** The socket that it came on; absent over REST. */
  readonly socket?: number;
  /** What was asked for over REST. */
  readonly path?: string;
}

/** What a book of silences is made from. */
export interface SilenceSources {
  /** The records of limits and bans, in order. */
  readonly limits: readonly BannedRecord[];
  readonly wayOf: (account: string) => Way | undefined;
  /** Whether an answer can be relied upon to have been heard. */
  readonly wasHeard: (answer: Pick<Answer, "at" | "socket" | "path">) => boolean;
}

/** The silences that a client was asked for, in order. */
export function silencesOf(
  { requests, wsRequests, dials }: ClientCalls,
  sources: SilenceSources,
): readonly Silence[] {
  const answers = [
    ...requests.flatMap(restAnswer),
    ...wsRequests.flatMap(wsAnswer),
    ...dials.flatMap((dial) => dialAnswers(dial, sources)),
  ].toSorted((a, b) => a.at - b.at);
  const byPool = new Map<string, Answer[]>();
  for (const answer of answers) addTo(byPool, `${answer.realm} ${answer.pool}`, answer);
  return [...byPool.values()].flatMap((ofPool) => silencesIn(ofPool, sources));
}

function silencesIn(
  answers: readonly Answer[],
  { limits, wasHeard }: SilenceSources,
): readonly Silence[] {
  let strikes = 0;
  return answers.flatMap((answer) => {
    const first = firstSilence(answer.status);
    if (first === undefined) {
      if (answer.status < 500) strikes = 0;
      return [];
    }
    const untold = Math.min(first * 2 ** strikes, LONGEST_UNTOLD_MS);
    strikes += 1;
    const silence = silenceFor(answer, { untold, told: toldUntil(answer, limits) });
    return [{ ...silence, isBinding: wasHeard(answer) }];
  });
}

function firstSilence(status: number): number | undefined {
  if (status === 403) return FIRST_SILENCE_MS.firewall;
  return status === 429 || status === 418 ? FIRST_SILENCE_MS.limited : undefined;
}

/** What is known of how long a silence lasts, in milliseconds and epoch milliseconds. */
interface Lengths {
  readonly untold: number;
  readonly told: number | undefined;
}

function silenceFor(answer: Answer, { untold, told }: Lengths): Omit<Silence, "isBinding"> {
  const { at, status, pool, realm, holder } = answer;
  // Where the exchange said nothing, its own log tells what it would usually want: not more than the client assumes.
  const to = told ?? at + (status === 403 ? FIRST_SILENCE_MS.firewall : FIRST_SILENCE_MS.limited);
  const mayBeUntold = told === undefined || told % MINUTE_MS === 0 || told - at <= 2 * MINUTE_MS;
  // Nobody can know that two API keys are of one account.
  const isOfAccount = pool === "sapi-uid" && status === 429 && holder !== undefined;
  return {
    pool,
    realm,
    ...(isOfAccount && { holder }),
    status,
    from: at,
    to,
    atMost: Math.max(to, mayBeUntold ? at + HELD_UP_MS + untold : 0),
  };
}

/** Until when the exchange's log says that it wanted silence. */
function toldUntil(
  { at, pool, ip, account }: Answer,
  limits: readonly BannedRecord[],
): number | undefined {
  const record = limits.find(
    (one) =>
      one.pool === pool &&
      one.at >= at &&
      one.at <= at + HELD_UP_MS &&
      (one.who === ip || one.who === account),
  );
  return record?.until;
}

function restAnswer(record: RequestRecord): readonly Answer[] {
  const { at, status, fate, ip, path, host, account } = record;
  const pool = poolAt(path);
  if (status === undefined || fate !== "answered" || pool === undefined) return [];
  // A 403 with a code is no firewall's.
  if (status === 403 && record.code !== undefined) return [];
  return [{ at, status, ip, pool, realm: realmOf(host), account, path, holder: holderOf(record) }];
}

/** What a rate limit of an account is known by: the API key. */
export function holderOf({ account, apiKey }: Pick<RequestRecord, "account" | "apiKey">): string {
  return `${account} ${apiKey}`;
}

function wsAnswer(record: WsRequestRecord): readonly Answer[] {
  const { at, status, fate, ip, host, account, code, socket } = record;
  if (status === undefined || fate !== "answered") return [];
  if (status === 403 && code !== undefined) return [];
  return [{ at, status, ip, pool: "api", realm: realmOf(host), account, socket }];
}

/** A handshake that was refused with a status; sockets count by the address that they come from. */
function dialAnswers(
  { at, ip, host, path, accounts, refusal }: Dial,
  sources: SilenceSources,
): readonly Answer[] {
  const status = refusal?.status;
  if (status === undefined) return [];
  const ways = accounts.flatMap((account) => sources.wayOf(account) ?? []);
  const pools: readonly PoolsOfWay[] = path.startsWith("/ws-api")
    ? [{ sockets: "api" }]
    : ways.map(poolsOf);
  const realm = realmOf(host);
  return pools.map(({ sockets: pool }) => ({ at, status, ip, pool, realm, account: undefined }));
}
