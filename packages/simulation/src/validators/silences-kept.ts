import type { PoolName, RequestRecord } from "@listenkey/simulator";
import type { Evidence, ManagerSession, StreamSession } from "../run/evidence.ts";
import type { Dial } from "./facts/call-facts.ts";
import { factsOf, type DayFacts } from "./facts/day-facts.ts";
import { wasGivenUp } from "./facts/heard-answers.ts";
import { poolAt, poolsOf, realmOf } from "./facts/pools.ts";
import { endOfSession } from "./facts/session-end.ts";
import { holderOf, type Silence } from "./facts/silences.ts";
import { Tally } from "./tally.ts";
import type { Validator } from "./validator.ts";

/** What was under way when the answer came is no offence, in milliseconds beside its way. */
const UNDER_WAY_MS = 100;

/** Two clocks may differ by a ten-thousandth of a silence. */
const DRIFT = 2e-4;

/**
 * A token that is gone may be asked for again once a minute by each socket, as long as another one lives; in milliseconds.
 */
const HOPELESS_PAUSE_MS = 55_000;

/** Who hears nothing any more asks for another token within this time, in milliseconds. */
const LAST_RESORT_MS = 2_000;

/**
 * P6: while the exchange wants nothing of a rate limit, whoever was told so sends nothing that counts against it, whatever
 * host that goes to: no requests, no handshakes. And P7: after an answered 410 the same thing is not asked for again.
 *
 * Excused: what was under way; another process, who was not told; and a silence during which somebody has set the
 * machine's clock forward, by which it is over early.
 */
export const silencesKept: Validator = {
  id: "P6",
  title: "nothing is sent while the exchange wants none, and nothing again that is gone",
  judge(evidence: Evidence) {
    const tally = new Tally(evidence);
    const facts = factsOf(evidence);
    const egresses = evidence.plan.machines.flatMap(({ programs }) =>
      programs.map(({ egress }) => egress),
    );
    for (const client of new Set(egresses)) judgeClient(client, facts, tally);
    for (const session of [...evidence.streams, ...evidence.managers])
      judgeGone(session, facts, tally);
    return tally.verdict;
  },
};

/** Something that counts against rate limits. */
interface Draw {
  readonly what: string;
  readonly at: number;
  /** When it was sent at the earliest, but for its way. */
  readonly sentAt: number;
  readonly pools: readonly PoolName[];
  readonly realm: string;
  readonly holder?: string;
}

function judgeClient(client: string, facts: DayFacts, tally: Tally): void {
  const draws = drawsOf(client, facts);
  tally.pass(draws.length);
  const silences = facts.silencesOf(client).filter(({ isBinding }) => isBinding);
  if (silences.length === 0) return;
  for (const draw of draws) {
    const broken = silences.find(
      (silence) => isIn(draw, silence) && isBroken(draw, silence, { client, facts }),
    );
    if (broken === undefined) continue;
    tally.check(
      false,
      { who: client, at: draw.at },
      () =>
        `${draw.what} at ${tally.time(draw.at)}, although ${broken.status} at ${tally.time(broken.from)} asked for silence on ${broken.pool} until ${tally.time(broken.to)}`,
    );
  }
}

function drawsOf(client: string, facts: DayFacts): readonly Draw[] {
  const { requests, wsRequests, dials } = facts.calls.of(client);
  return [
    ...requests.flatMap((record): readonly Draw[] => {
      const { at, path, method, host } = record;
      const holder = holderOf(record);
      const pool = poolAt(path);
      const realm = realmOf(host);
      return pool === undefined
        ? []
        : [{ what: `${method} ${path}`, at, sentAt: at, pools: [pool], realm, holder }];
    }),
    ...wsRequests.map(({ at, method, host }): Draw => ({
      what: method,
      at,
      sentAt: at,
      pools: ["api"],
      realm: realmOf(host),
    })),
    ...dials.map((dial) => handshakeDraw(dial, client, facts)),
  ];
}

function handshakeDraw({ at, host, path, accounts }: Dial, client: string, facts: DayFacts): Draw {
  const ways = accounts.flatMap((account) => facts.wayOf(account) ?? []);
  const pools = path.startsWith("/ws-api")
    ? (["api"] as const)
    : ways.map((way) => poolsOf(way).sockets);
  const sentAt = at - facts.dialHeldUp(client, at);
  return { what: "a handshake", at, sentAt, pools, realm: realmOf(host) };
}

/** Whether a silence is about what something counts against. */
function isIn({ pools, realm, holder }: Draw, silence: Silence): boolean {
  const { pool, holder: of, status } = silence;
  if (realm !== silence.realm) return false;
  if (of !== undefined) return of === holder && pools.includes(pool);
  // A ban is about the address, so it stops the limits by account, too, and the other way round.
  const isAddress = pool === "sapi-ip" || (pool === "sapi-uid" && status !== 429);
  return isAddress
    ? pools.some((one) => one === "sapi-ip" || one === "sapi-uid")
    : pools.includes(pool);
}

function isBroken(
  { at, sentAt }: Draw,
  { from, to }: Silence,
  { client, facts }: { readonly client: string; readonly facts: DayFacts },
): boolean {
  const { plan, sleeps, jumps, kills } = facts.machineOf(client);
  const told = from + 2 * plan.latencyMs.max + UNDER_WAY_MS;
  const heldUp = facts
    .heldUp({ client, account: "" })
    .find((span) => span.from <= from && from <= span.to);
  const knownAt =
    sleeps.endFrom(heldUp === undefined ? told : told + 16_000) + 2 * plan.latencyMs.max;
  const over = to - (to - from) * DRIFT - UNDER_WAY_MS;
  if (sentAt <= knownAt || at >= over) return false;
  const wasSet = jumps.some((jump) => jump.ms > 0 && jump.at >= from - 1_000 && jump.at <= at);
  const wasKilled = kills.some((killedAt) => killedAt >= from && killedAt <= at);
  return !wasSet && !wasKilled;
}

/** After an answered 410 a session asks for the same thing no more. */
function judgeGone(session: StreamSession | ManagerSession, facts: DayFacts, tally: Tally): void {
  const { egress: client, account, apiKey, name } = session.plan;
  const { openedAt } = session;
  const { plan, sleeps } = facts.machineOf(client);
  const end = endOfSession(session);
  const asked = facts.calls
    .about(client, account)
    .requests.filter((one) => one.apiKey === apiKey && one.at >= openedAt && one.at <= end);
  const told = asked.filter(
    (one) => one.status === 410 && one.fate === "answered" && !wasGivenUp(one, client, facts),
  );
  for (const gone of told) {
    const knownAt = sleeps.endFrom(gone.at + 2 * plan.latencyMs.max + UNDER_WAY_MS) + UNDER_WAY_MS;
    const isToken = gone.call === "token";
    const until = isToken ? hopelessUntil(gone, asked) : Infinity;
    const again = asked.filter((one) => isSame(one, gone) && one.at > knownAt && one.at < until);
    // Each socket asks for a token of its own, until it gets an answer.
    const most = isToken && session.plan.kind === "stream" ? session.plan.sockets - 1 : 0;
    const [first] = again;
    const counted = isToken
      ? again.filter((one) => one.fate === "answered" && !isLastResort(one, gone, session))
      : again;
    tally.check(
      counted.length <= most || (first !== undefined && isOfAnother(session, first.at, facts)),
      { who: name, at: gone.at },
      () =>
        `${gone.method} ${gone.path} was gone at ${tally.time(gone.at)}, and asked for again at ${again.map(({ at }) => tally.time(at)).join(", ")}`,
    );
  }
}

/**
 * Whether nobody has heard anything any more since the exchange said so, or just before: then the other sockets ask for
 * themselves, however often something else is in their way, and the stream fails once they are told the same.
 */
function isLastResort(
  { at }: RequestRecord,
  gone: RequestRecord,
  { words }: StreamSession | ManagerSession,
): boolean {
  const last = words.findLast((word) => word.at <= at && DECISIVE.has(word.name));
  if (last?.name !== "interrupted") return false;
  return last.at >= gone.at || at - last.at <= LAST_RESORT_MS;
}

/** The words that say whether events come. */
const DECISIVE: ReadonlySet<string> = new Set(["live", "interrupted"]);

/** Until when a token is not to be asked for again: what another socket was given after that is there again. */
function hopelessUntil(gone: RequestRecord, asked: readonly RequestRecord[]): number {
  const given = asked.find(
    (one) => one.at > gone.at && isSame(one, gone) && one.fate === "answered" && one.status === 200,
  );
  return Math.min(gone.at + HOPELESS_PAUSE_MS, (given?.at ?? Infinity) + 1);
}

function isSame(one: RequestRecord, gone: RequestRecord): boolean {
  // An account's key is made and renewed by one owner.
  const isToken = (call: RequestRecord["call"]): boolean => call === "token";
  return isToken(one.call) === isToken(gone.call) && one.call !== "revoke";
}

/** Whether another session with the same API key may have asked. */
function isOfAnother(
  session: StreamSession | ManagerSession,
  at: number,
  { evidence }: DayFacts,
): boolean {
  const { egress, account, apiKey } = session.plan;
  return [...evidence.streams, ...evidence.managers].some(
    (other) =>
      other !== session &&
      other.plan.egress === egress &&
      other.plan.account === account &&
      other.plan.apiKey === apiKey &&
      other.openedAt <= at &&
      endOfSession(other) >= at,
  );
}
