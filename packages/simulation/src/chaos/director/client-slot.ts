import { join } from "node:path";
import type { ClientAccess, ClientOrder, ClientReport } from "../messages.ts";
import type { ChaosClient, ChaosPhase } from "../plan/chaos-plan.ts";
import { pause } from "../time/real-time.ts";
import type { ClockOrigin } from "../time/scaled-clock.ts";
import { Child } from "./child.ts";
import type { ProcessRecord } from "./phase-record.ts";

/** How long a process may take to end after it was told to close, in real milliseconds. */
const ENDS_WITHIN_MS = 10_000;

/** What a {@link ClientSlot} needs. */
export interface SlotOptions {
  readonly client: ChaosClient;
  readonly access: ClientAccess;
  readonly phase: ChaosPhase;
  readonly origin: ClockOrigin;
  /** Where files go. */
  readonly folder: string;
  /** The client's program. */
  readonly file: string;
}

/** A client: one process after the other. */
export class ClientSlot {
  readonly #options: SlotOptions;
  readonly #records: ProcessRecord[] = [];
  #child: Child<ClientOrder, ClientReport> | undefined;
  #started = 0;
  #last: ClientReport = { told: "beat", state: "starting", events: 0, gaps: 0 };

  constructor(options: SlotOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.client.name;
  }

  /** What it has told last. */
  get last(): ClientReport {
    return this.#last;
  }

  /** What became of its processes. */
  get records(): readonly ProcessRecord[] {
    return this.#records;
  }

  start(): void {
    const { client, access, phase, origin, file } = this.#options;
    this.#started += 1;
    const way = phase.accounts.find(({ id }) => id === client.account)?.way;
    if (way === undefined) throw new Error(`${client.name}: there is no account ${client.account}`);
    this.#child = new Child<ClientOrder, ClientReport>({
      file,
      hear: (report) => {
        this.#last = report;
      },
    });
    const { scale } = phase;
    this.#child.tell({ order: "start", client, way, access, origin, scale, ...this.#files });
  }

  /** SIGKILL. Resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const hadEnded = child.hasEnded;
    child.signal("SIGKILL");
    await child.end;
    this.#record(!hadEnded, hadEnded ? "it had ended by itself" : undefined);
  }

  /** SIGSTOP. */
  stop(): void {
    this.#child?.signal("SIGSTOP");
  }

  /** SIGCONT. */
  goOn(): void {
    this.#child?.signal("SIGCONT");
  }

  /** Tells it to close, and waits for its end. */
  async close(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const hadEnded = child.hasEnded;
    child.tell({ order: "close" });
    const patience = new AbortController();
    const isLate = await Promise.race([
      child.end.then(() => false),
      pause(ENDS_WITHIN_MS, patience.signal).then(() => true),
    ]);
    patience.abort();
    if (isLate) child.signal("SIGKILL");
    const { code, signal } = await child.end;
    this.#record(false, badEnd({ hadEnded, isLate, how: signal ?? code }));
  }

  get #files(): { readonly notes: string; readonly secrets: string } {
    const base = join(this.#options.folder, `${this.name}.${this.#started}`);
    return { notes: `${base}.notes.jsonl`, secrets: `${base}.secrets.jsonl` };
  }

  #record(isKilled: boolean, bad: string | undefined): void {
    this.#records.push({
      client: this.#options.client,
      name: `${this.name}.${this.#started}`,
      ...this.#files,
      isKilled,
      badEnd: bad,
      output: this.#child?.output ?? "",
    });
    this.#child = undefined;
  }
}

function badEnd({
  hadEnded,
  isLate,
  how,
}: {
  readonly hadEnded: boolean;
  readonly isLate: boolean;
  readonly how: string | number | null;
}): string | undefined {
  if (hadEnded) return `it had ended before it was told to (${how})`;
  if (isLate) return `it had not ended ${ENDS_WITHIN_MS} ms after it was told to close`;
  return how === 0 ? undefined : `it ended with ${how}`;
}
