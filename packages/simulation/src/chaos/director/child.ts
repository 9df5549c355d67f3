import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import process from "node:process";

/** How a process ended. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Options of {@link Child}. */
export interface ChildOptions<Report> {
  /** The program, one file. */
  readonly file: string;
  /** What it is given on its command line. */
  readonly args?: readonly string[];
  /** Options of Node, e.g. `--expose-gc`. */
  readonly node?: readonly string[];
  /** Is told what the process tells. */
  readonly hear: (report: Report) => void;
}

/** Every process that was started and has not ended. */
const running = new Set<ChildProcess>();

/** Kills every process that was started; stopped ones as well. */
function killAll(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** However this process ends, none of those that it has started outlives it. Ctrl-C ends it at once. */
export function killAllAtEnd(): void {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      killAll();
      process.exit(128 + constants.signals[name]);
    });
  }
  process.on("exit", killAll);
}

/** A process that is told what to do. */
export class Child<Order extends object, Report> {
  readonly #process: ChildProcess;
  readonly #end: Promise<ChildEnd>;
  readonly #output: string[] = [];
  #hasEnded = false;

  constructor({ file, args = [], node = [], hear }: ChildOptions<Report>) {
    this.#process = fork(file, args, {
      execArgv: ["--enable-source-maps", ...node],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    running.add(this.#process);
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on("data", (text: Buffer) => this.#output.push(text.toString()));
    }
    this.#process.on("message", (report) => hear(report as Report));
    // Something may be sent to a process that is just being killed.
    this.#process.on("error", () => undefined);
    this.#end = once(this.#process, "close").then(([code, signal]) => {
      running.delete(this.#process);
      this.#hasEnded = true;
      return { code: code as number | null, signal: signal as NodeJS.Signals | null };
    });
  }

  /** Resolves when it has ended, and its output was read. */
  get end(): Promise<ChildEnd> {
    return this.#end;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Everything that it has printed. */
  get output(): string {
    return this.#output.join("");
  }

  tell(order: Order): void {
    if (this.#process.connected) this.#process.send(order, () => undefined);
  }

  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void {
    this.#process.kill(name);
  }
}
