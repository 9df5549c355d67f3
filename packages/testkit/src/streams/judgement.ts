import { inspect } from "node:util";
import {
  auditStream,
  type Dialect,
  type FindingKind,
  type GapBounds,
  type Interval,
  type StreamAudit,
} from "@listenkey/simulator";
import { equal, holds } from "../transport/assertions.ts";
import { opened } from "../promises/world.ts";
import { CLIENT } from "./egress.ts";
import type { StreamWatch } from "./stream-watch.ts";
import type { StreamWorld } from "./stream-world.ts";

/** What is asked of the streams of a world at its end. */
export interface AuditTerms {
  /** How much wider than the truth a gap may be, in milliseconds. Defaults to the bounds of the audit. */
  readonly bounds?: Partial<GapBounds>;
  /** What may be found all the same. Defaults to nothing. */
  readonly mayFind?: readonly FindingKind[];
  /** How long what is under way may take to arrive, in milliseconds. Defaults to 2,000. */
  readonly drainMs?: number;
  /** The names of the only events that were wanted. Defaults to all. */
  readonly events?: readonly string[];
}

/** What came of the streams of a world, in the order in which they were opened. */
export type Audited = readonly StreamAudit[];

/** How long it may take until a stream says that nothing can come: see I1. */
const BOUNDS: GapBounds = { connection: 30_000, credential: 1_200_000 };

/** How long nothing may happen after everything is closed. */
const SILENCE_MS = 3_600_000;

/** What streams are judged by. */
interface Evidence {
  readonly world: StreamWorld;
  readonly dialect: Partial<Dialect>;
  readonly terms: AuditTerms;
}

/** Closes the streams of a world and judges them. @throws for every finding, and for whatever is left behind */
export async function auditOf(
  watches: readonly StreamWatch[],
  evidence: Evidence,
): Promise<Audited> {
  const { world } = evidence;
  const audits = await Promise.all(watches.map((watch) => closed(watch, evidence)));
  await judgeSilence(watches, world);
  judgeSecrets(watches, world);
  equal(world.requests("DELETE").length, 0, "DELETEs");
  return audits.filter((audit) => audit !== undefined);
}

async function closed(watch: StreamWatch, evidence: Evidence): Promise<StreamAudit | undefined> {
  const { world } = evidence;
  const { stream, heard } = watch;
  const wasLive = stream.state === "live";
  await opened(stream.close(), world.clock);
  if (wasLive) equal(heard.at(-1)?.name, "closed", "the last word");
  const liveAt = watch.all("live")[0]?.exchangeAt;
  if (liveAt === undefined) return undefined;
  const span = { from: liveAt, to: endOf(watch) };
  judgeBlindness(watch, { ...evidence, span });
  return audited(watch, { ...evidence, span });
}

/** When a stream was closed; if it was interrupted by then, when it was last known good. In epoch milliseconds of the exchange's clock. */
function endOf({ heard }: StreamWatch): number {
  const words = heard.filter(({ name }) => name !== "closed" && name !== "failed");
  const last = words.findLast(({ name }) => name === "live" || name === "interrupted");
  if (last?.name === "interrupted") return last.exchangeAt - BOUNDS.credential;
  return heard.findLast(({ name }) => name === "closed" || name === "failed")?.exchangeAt ?? 0;
}

function audited(
  { items, account }: StreamWatch,
  { world, dialect, terms, span }: Evidence & { readonly span: Interval },
): StreamAudit {
  const { bounds = {}, mayFind = [], events } = terms;
  const audit = auditStream(world.index, {
    account: account.id,
    product: world.way.simulated,
    clients: [CLIENT],
    items,
    liveAt: span.from,
    closedAt: span.to,
    dialect,
    bounds,
    ...(events !== undefined && { events }),
  });
  const findings = audit.findings.filter(({ kind }) => !mayFind.includes(kind));
  equal(
    findings.map(({ kind, message }) => `${kind}: ${message}`),
    [],
    `findings of ${account.id}`,
  );
  return audit;
}

/** I8: where nobody could hear anything for longer than may go unnoticed, the stream has said so. */
function judgeBlindness(
  { heard, account }: StreamWatch,
  { world, dialect, terms, span }: Evidence & { readonly span: Interval },
): void {
  const { connection } = { ...BOUNDS, ...terms.bounds };
  const whose = { account: account.id, product: world.way.simulated, clients: [CLIENT] };
  const blind = world.index.unheard(whose, span, dialect.secondSocket === "nothing");
  for (const { from, to } of blind) {
    const noticedBy =
      from + Math.max(connection, world.way.access === "listenKey" ? BOUNDS.credential : 0);
    if (to <= noticedBy) continue;
    const before = heard.filter(({ exchangeAt }) => exchangeAt <= noticedBy);
    const state = before
      .filter(({ name }) => name === "live" || name === "interrupted")
      .at(-1)?.name;
    holds(state === "interrupted", `the stream says that it hears nothing from ${from} to ${to}`);
  }
}

/** Promise 4, I15: after `close()` nothing happens, and nothing is left. */
async function judgeSilence(watches: readonly StreamWatch[], world: StreamWorld): Promise<void> {
  const { egress, clock, exchange } = world;
  const before = { out: egress.total, said: saidBy(watches) };
  equal(egress.sockets, 0, "sockets after close()");
  await clock.advance(SILENCE_MS);
  equal({ out: egress.total, said: saidBy(watches) }, before, "what happened after close()");
  exchange.close();
  equal(clock.pendingTimers, 0, "timers left");
}

function saidBy(watches: readonly StreamWatch[]): number {
  return watches.reduce((sum, { items, heard }) => sum + items.length + heard.length, 0);
}

/** Promise 14: nothing that a stream has said about itself holds a secret. */
function judgeSecrets(watches: readonly StreamWatch[], world: StreamWorld): void {
  const accounts = new Set([world.account, ...watches.map(({ account }) => account)]);
  const apiKeys = [...accounts].flatMap((account) => account.apiKeys);
  const secrets = [...world.egress.secrets, ...apiKeys];
  for (const watch of watches) {
    const said = textOf([watch.heard, watch.stream.stats(), watch.gaps]);
    holds(!secrets.some((secret) => said.includes(secret)), "no secret is told");
  }
}

/** Everything that shows when a value is printed, errors with their stacks and causes. */
export function textOf(value: unknown): string {
  return inspect(value, {
    depth: null,
    showHidden: true,
    maxArrayLength: null,
    maxStringLength: null,
  });
}
