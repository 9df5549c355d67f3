import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ChaosDeed, ChaosPhase } from "../plan/chaos-plan.ts";
import { pause, realTime } from "../time/real-time.ts";
import { ScaledClock } from "../time/scaled-clock.ts";
import { ClientSlot } from "./client-slot.ts";
import { ExchangeServer } from "./exchange-server.ts";
import type { DoneDeed, PhaseRecord } from "./phase-record.ts";

/** What a phase is run with. */
export interface PhaseOptions {
  readonly seed: number;
  /** Where its files go. */
  readonly folder: string;
  readonly programs: Programs;
  /** Tells what is done. */
  readonly tell: (who: string, what: string) => void;
}

/** The programs of the processes, one file each. */
export interface Programs {
  readonly exchange: string;
  readonly client: string;
  readonly soak: string;
}

/** When simulated time begins. */
export const EPOCH = Date.UTC(2026, 10, 2);

/** How long what is under way may take to arrive after the last event, in real milliseconds. */
const DRAIN_MS = 1_500;

/** How often it is told how the clients are, in real milliseconds. */
const TELL_MS = 10_000;

/** Starts the processes of a phase, does to them what is planned, and ends them. */
export async function runPhase(phase: ChaosPhase, options: PhaseOptions): Promise<PhaseRecord> {
  const { seed, programs } = options;
  const folder = join(options.folder, phase.name);
  mkdirSync(folder, { recursive: true });
  const origin = { real: realTime.monotonic(), simulated: EPOCH };
  const clock = new ScaledClock({ origin, scale: phase.scale });
  const log = join(folder, "exchange.jsonl");
  const exchange = new ExchangeServer(programs.exchange);
  const accesses = await exchange.start({ phase, origin, log, seed });
  const file = programs.client;
  const slots = phase.clients.map((client) => {
    const access = accesses.find(({ name }) => name === client.name);
    if (access === undefined) throw new Error(`The exchange does not know ${client.name}`);
    return new ClientSlot({ client, access, phase, origin, folder, file });
  });
  for (const slot of slots) slot.start();
  const deeds = await doDeeds({ phase, slots, exchange, clock }, options.tell);
  const load = await exchange.stopLoad();
  await pause(DRAIN_MS);
  const endedAt = clock.exchangeNow();
  await Promise.all(slots.map((slot) => slot.close()));
  const known = await exchange.end();
  const processes = slots.flatMap(({ records }) => records);
  return { phase, seed, startedAt: EPOCH, endedAt, log, deeds, processes, load, ...known };
}

/** Who takes part in a phase. */
interface Stage {
  readonly phase: ChaosPhase;
  readonly slots: readonly ClientSlot[];
  readonly exchange: ExchangeServer;
  readonly clock: ScaledClock;
}

/** Does what is planned, and waits for the end of the phase. */
async function doDeeds(stage: Stage, tell: PhaseOptions["tell"]): Promise<readonly DoneDeed[]> {
  const { phase, slots, clock } = stage;
  const startedAt = realTime.monotonic();
  const until = (atMs: number): Promise<void> =>
    pause(Math.max(0, startedAt + atMs - realTime.monotonic()));
  const deeds = phase.deeds.map(async (deed): Promise<DoneDeed> => {
    await until(deed.atMs);
    tell(deed.who || "exchange", inWords(deed));
    const beganAt = clock.exchangeNow();
    await doDeed(deed, stage);
    return { deed, beganAt, endedAt: clock.exchangeNow() };
  });
  for (let atMs = TELL_MS; atMs < phase.lengthMs; atMs += TELL_MS) {
    void until(atMs).then(() => tell("", slots.map(howItIs).join("  ")));
  }
  await until(phase.lengthMs);
  return Promise.all(deeds);
}

async function doDeed(
  { kind, who, lengthMs }: ChaosDeed,
  { slots, exchange }: Stage,
): Promise<void> {
  const slot = slots.find(({ name }) => name === who);
  switch (kind) {
    case "kill":
      await slot?.kill();
      await pause(lengthMs);
      return slot?.start();
    case "stop":
      slot?.stop();
      await pause(lengthMs);
      return slot?.goOn();
    default:
      exchange.shut(kind);
      await pause(lengthMs);
      return exchange.comeBack();
  }
}

const WORDS = {
  kill: "killed, started again after",
  stop: "stopped for",
  cutOff: "drops everybody for",
  unplug: "closes its ports for",
} as const;

function inWords({ kind, lengthMs }: ChaosDeed): string {
  return `${WORDS[kind]} ${(lengthMs / 1_000).toFixed(1)} s`;
}

function howItIs({ name, last }: ClientSlot): string {
  return `${name} ${last.state} ${last.events}`;
}
