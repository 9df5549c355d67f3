import { fault, type FaultMatch, type RequestFault as Strike } from "@listenkey/simulator";
import type { RequestFault } from "../fault-kinds.ts";
import { accountsOf, programsOf, type Deed, type Scene } from "../scene.ts";
import { armed, makeDial, type Trap } from "./arming.ts";

/** What is done to requests. */
export const REQUEST_DEEDS: Readonly<Record<RequestFault, Deed>> = {
  requestLost: toRequests(() => fault.lostRequest()),
  replyLost: toRequests(() => fault.lostReply()),
  unanswered: toRequests(() => fault.hang()),
  doneUnanswered: toRequests(() => fault.hang({ handled: true })),
  reordered: (scene) => {
    const ms = scene.plan.size;
    const late = [fault.delay({ requestMs: ms }), fault.delay({ replyMs: ms })];
    const traps = late.flatMap((one) => {
      return matchesOf(scene).map((match): Trap => ({ match, fault: one, probability: 0.5 }));
    });
    const effect = armed(scene, traps);
    makeAsk(scene);
    return effect;
  },
  limited: toEgress(({ plan }) => fault.tooManyRequests({ retryAfter: plan.size }), { times: 1 }),
  limitedUntold: toEgress(() => fault.tooManyRequests()),
  banned: toEgress(({ until }) => fault.banned({ until })),
  bannedUntold: toEgress(() => fault.banned()),
  firewall: toEgress(() => fault.firewall()),
  gone: toRest(() => fault.gone()),
  backendTimeout: toRequests(({ draws }) => fault.backendTimeout({ handled: draws.chance(0.5) })),
  unavailable: toRequests(({ draws }) => fault.unavailable(draws.pick(["A", "B", "C"]))),
  unavailableDone: toRequests(() => fault.unavailable("A", { handled: true })),
  internalError: toRequests(() => fault.internalError()),
  emptyBody: toRequests(() => fault.emptyBody()),
  brokenBody: toRequests(() => fault.brokenJson()),
  htmlBody: toRequests(() => fault.htmlBody()),
  keyMalformed: toRequests(() => refusal(-2014, "API-key format invalid.")),
  unauthorized: toRequests(() => fault.unauthorized()),
  badTimestamp: toRequests(() =>
    refusal(-1021, "Timestamp for this request is outside of the recvWindow."),
  ),
  otherKey: (scene) => {
    const traps = accountsOf(scene).map(({ plan }): Trap => {
      return { match: { account: plan.id, call: "create" }, fault: fault.rotateKey() };
    });
    const effect = armed(scene, traps, 1);
    // Somebody asks for a key; whoever holds the old one is not told.
    const program = scene.draws.pick(programsOf(scene));
    scene.operator.restart(program, scene.draws.between(100, 10_000));
    return effect;
  },
};

function refusal(code: number, msg: string): Strike {
  return fault.reply({ status: 400, body: { code, msg } });
}

/** The next requests fail, as many as the fault's size says. */
function toRequests(make: (scene: Scene) => Strike): Deed {
  return (scene) => strike(scene, make(scene), matchesOf(scene));
}

/** The next requests over REST fail, as many as the fault's size says. */
function toRest(make: (scene: Scene) => Strike): Deed {
  return (scene) => {
    const calls = accountsOf(scene).some(({ way }) => way.access === "listenKey")
      ? (["create", "extend"] as const)
      : (["token"] as const);
    const matches = matchesOf(scene).flatMap((match) => calls.map((call) => ({ ...match, call })));
    return strike(scene, make(scene), matches);
  };
}

/** Everything that leaves by one way out fails, whoever asks; once, or until the time is up. */
function toEgress(
  make: (scene: Scene) => Strike,
  { times }: { readonly times?: number } = {},
): Deed {
  return (scene) => {
    const clients = new Set(programsOf(scene).map(({ plan }) => plan.egress));
    const traps = [...clients].map((client) => ({ match: { client }, fault: make(scene) }));
    const effect = armed(scene, traps, times);
    makeAsk(scene);
    return effect;
  };
}

function strike(scene: Scene, one: Strike, matches: readonly FaultMatch[]): ReturnType<Deed> {
  const traps = matches.map((match) => ({ match, fault: one }));
  const effect = armed(scene, traps, scene.plan.size);
  makeAsk(scene);
  return effect;
}

/** The requests of an account, whoever makes them, or those of one program for it. */
function matchesOf(scene: Scene): readonly FaultMatch[] {
  const { who } = scene.plan;
  const programs = programsOf(scene);
  const ids = [...new Set(programs.map(({ plan }) => plan.account))];
  if (ids.includes(who) || who === "") return ids.map((account) => ({ account }));
  return programs.map(({ plan }) => ({ account: plan.account, client: plan.egress }));
}

/** A token is asked for every six to eight hours. */
const TOKENS_ASKED_MS = 2 * 3_600_000;

/**
 * Listen keys are asked about every quarter of an hour or so. Where nothing is asked as long as all is well, a socket is
 * cut, so that something has to be.
 */
function makeAsk(scene: Scene): void {
  const accounts = accountsOf(scene);
  const byKey = accounts.every(({ way }) => way.access === "listenKey");
  if (!byKey && scene.plan.lengthMs >= TOKENS_ASKED_MS) return;
  if (byKey && scene.draws.chance(0.4)) return;
  if (!byKey || scene.draws.chance(0.8)) return makeDial(scene);
  for (const { account, way } of accounts) account.keys(way.exchangeId).expire();
}
