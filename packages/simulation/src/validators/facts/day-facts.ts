import type { BannedRecord, Interval, LogRecord } from "@listenkey/simulator";
import type { MachinePlan } from "../../plan/day-plan.ts";
import { WAYS, type Way } from "../../plan/ways.ts";
import type { Evidence } from "../../run/evidence.ts";
import { CallBook } from "./call-facts.ts";
import { KeyBook } from "./key-facts.ts";
import { concerns, machineFacts, type MachineFacts } from "./machine-facts.ts";
import { wasHeard } from "./heard-answers.ts";
import { RETRY_MS } from "./retry-time.ts";
import { silencesOf, type Silence } from "./silences.ts";
import { SocketBook } from "./socket-facts.ts";
import { SubscriptionBook } from "./subscription-facts.ts";
import { Spans } from "./spans.ts";
import { REORDERED_MS, troublesOf, type Troubled } from "./troubles.ts";

/** The facts of each day that is being judged: all validators ask the same. */
const known = new WeakMap<Evidence, DayFacts>();

/** The facts of a day; worked out once. */
export function factsOf(evidence: Evidence): DayFacts {
  let facts = known.get(evidence);
  if (facts === undefined) known.set(evidence, (facts = new DayFacts(evidence)));
  return facts;
}

/** How long a handshake may be held up before it is refused, in milliseconds: see the fault `closedBeforeOpen`. */
const DIAL_HELD_UP_MS = 9_000;

/** What is known of a machine that is not in the plan: nothing. */
const NOWHERE: MachinePlan = {
  name: "?",
  skewMs: 0,
  drift: 0,
  latencyMs: { min: 0, max: 0 },
  seesPings: true,
  programs: [],
};

/** What the exchange's log and the plan say of a day, in an order that validators can ask questions in. */
export class DayFacts {
  readonly evidence: Evidence;
  readonly keys = new KeyBook();
  readonly sockets = new SocketBook();
  readonly subscriptions = new SubscriptionBook();
  readonly calls = new CallBook((key) => this.keys.byNumber.get(key)?.account);
  /** The records of limits and bans, in order. */
  readonly limits: readonly BannedRecord[];
  /** When the exchange was away. */
  readonly outages: readonly Interval[];
  readonly #machines: ReadonlyMap<string, MachineFacts>;
  readonly #machineOfClient = new Map<string, MachineFacts>();
  readonly #ways: ReadonlyMap<string, Way>;
  readonly #silences = new Map<string, readonly Silence[]>();
  readonly #troubles = new Map<string, Spans>();
  readonly #hindrances = new Map<string, Spans>();

  constructor(evidence: Evidence) {
    this.evidence = evidence;
    const limits: BannedRecord[] = [];
    for (const record of evidence.records) {
      this.keys.add(record);
      this.sockets.add(record);
      this.subscriptions.add(record);
      this.calls.add(record);
      if (record.kind === "limited" || record.kind === "banned") limits.push(record);
    }
    this.limits = limits;
    this.outages = outagesIn(evidence.records);
    this.#machines = machineFacts(evidence);
    for (const machine of this.#machines.values()) {
      for (const { egress } of machine.plan.programs) this.#machineOfClient.set(egress, machine);
    }
    this.#ways = new Map(evidence.plan.accounts.map(({ id, way }) => [id, WAYS[way]]));
  }

  /** The machine that a client of the exchange runs on. */
  machineOf(client: string): MachineFacts {
    return this.#machineOfClient.get(client) ?? this.machine("?");
  }

  /** A machine, by its name. */
  machine(name: string): MachineFacts {
    const nobody = { plan: NOWHERE, sleeps: new Spans([]), jumps: [], kills: [] };
    return this.#machines.get(name) ?? nobody;
  }

  /** How an account's stream is obtained. */
  wayOf(account: string): Way | undefined {
    return this.#ways.get(account);
  }

  /** The silences that a client was asked for. */
  silencesOf(client: string): readonly Silence[] {
    let silences = this.#silences.get(client);
    if (silences === undefined) {
      silences = silencesOf(this.calls.of(client), {
        limits: this.limits,
        wayOf: (account) => this.wayOf(account),
        wasHeard: (answer) => wasHeard(answer, client, this),
      });
      this.#silences.set(client, silences);
    }
    return silences;
  }

  /** When something stood between a client and the exchange; see {@link troublesOf}. */
  troublesOf(whose: Troubled): Spans {
    const name = `${whose.client} ${whose.account}`;
    let troubles = this.#troubles.get(name);
    if (troubles === undefined) this.#troubles.set(name, (troubles = troublesOf(whose, this)));
    return troubles;
  }

  /** The same, and for a while after each of them the pause until the next attempt. */
  hindrancesOf(whose: Troubled): Spans {
    const name = `${whose.client} ${whose.account}`;
    let hindrances = this.#hindrances.get(name);
    if (hindrances === undefined) {
      hindrances = this.troublesOf(whose).extended(RETRY_MS);
      this.#hindrances.set(name, hindrances);
    }
    return hindrances;
  }

  /** When requests of a client may have been held up for a while: the log does not tell which. */
  heldUp({ client }: Troubled): readonly Interval[] {
    const { plan } = this.machineOf(client);
    return this.evidence.faults.flatMap((fault) => {
      const { beganAt: from, endedAt, plan: of } = fault;
      const isMeant = of.kind === "reordered" && from !== undefined && concerns(fault, plan);
      return isMeant ? [{ from, to: endedAt + REORDERED_MS }] : [];
    });
  }

  /** For how many milliseconds a handshake that came to an end at a moment may have been held up before. */
  dialHeldUp(client: string, at: number): number {
    const { plan } = this.machineOf(client);
    const isHeldUp = this.evidence.faults.some((fault) => {
      const { beganAt = Infinity, endedAt, plan: of } = fault;
      const isIn = at >= beganAt && at <= endedAt + DIAL_HELD_UP_MS;
      return of.kind === "closedBeforeOpen" && isIn && concerns(fault, plan);
    });
    return isHeldUp ? DIAL_HELD_UP_MS : 0;
  }
}

function outagesIn(records: readonly LogRecord[]): readonly Interval[] {
  const outages: Interval[] = [];
  let from: number | undefined;
  for (const { kind, at } of records) {
    if (kind === "wentDown") from ??= at;
    if (kind !== "cameBack" || from === undefined) continue;
    outages.push({ from, to: at });
    from = undefined;
  }
  return from === undefined ? outages : [...outages, { from, to: Infinity }];
}
