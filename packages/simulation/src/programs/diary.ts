import type { Word } from "../run/evidence.ts";

/** Something with lifecycle events and a state. */
interface Announcer {
  readonly state: string;
  on(name: never, listener: (event: unknown) => void): unknown;
}

/** What a session says about itself, until it is closed and after. */
export class Diary {
  readonly words: Word[] = [];
  #closedAt: number | undefined;
  #saidAfterClose = 0;
  readonly #now: () => number;
  readonly #tell: (what: () => string) => void;

  constructor({ now, tell }: { now: () => number; tell: (what: () => string) => void }) {
    this.#now = now;
    this.#tell = tell;
  }

  /** When its close had resolved. */
  get closedAt(): number | undefined {
    return this.#closedAt;
  }

  /** How much was said or given after that. */
  get saidAfterClose(): number {
    return this.#saidAfterClose;
  }

  /** Writes down what is said under some names. */
  hear(announcer: Announcer, names: readonly string[]): void {
    for (const name of names) {
      announcer.on(name as never, (event: unknown) => {
        this.noteSaid();
        this.words.push({ name, at: this.#now(), state: announcer.state, event });
        this.#tell(() => name + inBrief(event));
      });
    }
  }

  /** Counts something that was said or given, if nothing may be any more. */
  noteSaid(): void {
    if (this.#closedAt !== undefined) this.#saidAfterClose += 1;
  }

  closed(): void {
    this.#closedAt = this.#now();
  }
}

/** The fields of an event that fit into a line. */
function inBrief(event: unknown): string {
  if (typeof event !== "object" || event === null) return "";
  const fields = Object.entries(event).map(([name, value]) => `${name}=${valueOf(value)}`);
  return fields.length === 0 ? "" : ` (${fields.join(", ")})`;
}

function valueOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value as string | number);
  if (!(value instanceof Error) && !("code" in value)) return JSON.stringify(value);
  const { code, message } = value as { readonly code?: string; readonly message?: string };
  return `${code}: ${message}`;
}
