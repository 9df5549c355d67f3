import { fileURLToPath } from "node:url";
import { Child } from "@listenkey/simulation/child";
import type { Figures } from "./section.ts";

/** What a measured program or the stand-in tells; `kind` says which of the other fields are there. */
export interface Report {
  readonly kind: "listening" | "ready" | "warm" | "sent" | "cut" | "done";
  /** Where the stand-in listens. */
  readonly port?: number;
  /** When each event was sent, in microseconds of the machine's monotonic clock. */
  readonly sentAt?: readonly number[];
  /** When a socket was cut, by the same clock. */
  readonly at?: number;
  /** What the program has measured of itself. */
  readonly figures?: Figures;
  /** When each event was received, by the same clock. */
  readonly receivedAt?: readonly number[];
  /** Which events were received, and when. */
  readonly heard?: readonly (readonly [index: number, at: number])[];
  /** How many gaps it was told of. */
  readonly gaps?: number;
  /** How long some handshakes took, in microseconds. */
  readonly handshakes?: readonly number[];
}

/** The programs that are measured, and what stands in for the exchange: files of `programs/`. */
export type ProgramName = "stand-in" | "import" | "renewals" | "events" | "scale" | "recovery";

/** A process that hangs fails the bench, in milliseconds. */
const PATIENCE_MS = 180_000;

/** A process of its own for one measurement, so that none leaves anything behind for the next. */
export class Program {
  readonly #name: ProgramName;
  readonly #child: Child<object, Report>;
  #heard: Report[] = [];
  /** Those who wait look again whenever something was told. */
  readonly #waiting = new Set<() => void>();

  /** @param home The folder of the bench. */
  constructor(home: URL, name: ProgramName, order: object = {}) {
    this.#name = name;
    this.#child = new Child<object, Report>({
      file: fileURLToPath(new URL(`programs/${name}.mjs`, home)),
      args: [JSON.stringify(order)],
      node: ["--expose-gc"],
      hear: (report) => {
        this.#heard.push(report);
        this.#news();
      },
    });
    void this.#child.end.then(() => this.#news());
  }

  tell(order: object): void {
    this.#child.tell(order);
  }

  /**
   * Waits until it tells something of a kind.
   *
   * @throws If it ends before, or takes too long; the error has what it has printed.
   */
  async told(kind: Report["kind"]): Promise<Report> {
    const giveUp = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const report = this.#heard.find((each) => each.kind === kind);
      if (report !== undefined) {
        this.#heard = this.#heard.filter((each) => each !== report);
        return report;
      }
      if (this.#child.hasEnded) throw this.#failure("has ended");
      if (giveUp.aborted) throw this.#failure("hangs");
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
        giveUp.addEventListener("abort", () => resolve(), { once: true });
      });
    }
  }

  /** Ends it, and resolves when nothing of it is left. */
  async end(): Promise<void> {
    this.#child.signal("SIGKILL");
    await this.#child.end;
  }

  #news(): void {
    for (const look of this.#waiting) look();
    this.#waiting.clear();
  }

  #failure(what: string): Error {
    return new Error(`programs/${this.#name}.mjs ${what}\n${this.#child.output}`.trim());
  }
}
