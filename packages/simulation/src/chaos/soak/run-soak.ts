import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Child } from "../director/child.ts";
import { ExchangeServer } from "../director/exchange-server.ts";
import { EPOCH, type PhaseOptions } from "../director/run-phase.ts";
import type { SoakOrder, SoakReport } from "../messages.ts";
import type { ChaosPhase } from "../plan/chaos-plan.ts";
import { pause, realTime } from "../time/real-time.ts";
import type { HeapSample } from "./heap-trend.ts";

/** What a soak has shown. */
export interface SoakRecord {
  readonly samples: readonly HeapSample[];
  /** What the client has told last. */
  readonly last: SoakReport | undefined;
  /** How its process ended, if not as it should. */
  readonly badEnd: string | undefined;
}

/** How often a restart is announced, so that sockets are rotated, in real milliseconds. */
const ROTATE_MS = 4_000;

/** How often the server drops everybody, and for how long, in real milliseconds. */
const CUT = { everyMs: 9_000, lengthMs: 300 } as const;

/** One client, an hour of its time, and nothing that it has a reason to keep. */
export async function runSoak(
  phase: ChaosPhase,
  { seed, folder: parent, programs, tell }: PhaseOptions,
): Promise<SoakRecord> {
  const folder = join(parent, phase.name);
  mkdirSync(folder, { recursive: true });
  const origin = { real: realTime.monotonic(), simulated: EPOCH };
  const exchange = new ExchangeServer(programs.exchange);
  const [access] = await exchange.start({ phase, origin, log: "/dev/null", seed });
  const [client] = phase.clients;
  const [account] = phase.accounts;
  if (!access || !client || !account) throw new Error("A soak needs an account and a client");
  const samples: HeapSample[] = [];
  let last: SoakReport | undefined;
  const startedAt = realTime.monotonic();
  const child = new Child<SoakOrder, SoakReport>({
    file: programs.soak,
    node: ["--expose-gc"],
    hear: (report) => {
      last = report;
      samples.push({ atMs: realTime.monotonic() - startedAt, heapUsed: report.heapUsed });
    },
  });
  child.tell({ order: "start", client, way: account.way, access, origin, scale: phase.scale });
  tell(client.name, "soaks");
  await trouble(exchange, phase.lengthMs);
  child.tell({ order: "close" });
  const { code, signal } = await child.end;
  await exchange.end();
  const badEnd = code === 0 ? undefined : `it ended with ${signal ?? code}: ${child.output}`;
  return { samples, last, badEnd };
}

/** Rotations, reconnects and gaps, over and over, so that what one of them leaves behind would show. */
async function trouble(exchange: ExchangeServer, lengthMs: number): Promise<void> {
  const over = new AbortController();
  const rotating = again(ROTATE_MS, over.signal, async () => exchange.announceShutdown());
  const cutting = again(CUT.everyMs, over.signal, async () => {
    exchange.shut("cutOff");
    await pause(CUT.lengthMs);
    await exchange.comeBack();
  });
  await pause(lengthMs);
  over.abort();
  await Promise.all([rotating, cutting]);
}

async function again(ms: number, over: AbortSignal, act: () => Promise<void>): Promise<void> {
  for (;;) {
    await pause(ms, over);
    if (over.aborted) return;
    await act();
  }
}
