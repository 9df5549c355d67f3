import type { AuditedItem } from "./audited-stream.ts";
import type { ProducedEvent } from "./produced-events.ts";

/** What can be wrong with a stream. */
export type FindingKind =
  | "lost"
  | "twice"
  | "foreign"
  | "outOfOrder"
  | "seqHole"
  | "gapUnjustified"
  | "gapTooWide"
  | "gapMisplaced"
  | "tradeMissing"
  | "tradeTwice"
  | "quantityFell"
  | "nothingChecked";

/** What a finding is about, where it is about one thing. */
export interface FindingSubject {
  /** What the program was given. */
  readonly item?: AuditedItem;
  /** What the exchange had produced. */
  readonly event?: ProducedEvent;
}

/** Something that is wrong with a stream. */
export interface Finding extends FindingSubject {
  /** Which promise is broken. */
  readonly kind: FindingKind;
  /** What was found, for people. It holds no event. */
  readonly message: string;
}

/** How many findings of a kind are told one by one: more say nothing new. */
const TOLD_OF_A_KIND = 10;

/** What an audit has looked at, and what it has found. */
export class Findings {
  readonly #most: number;
  readonly #counts = new Map<FindingKind, number>();
  readonly #told: Finding[] = [];
  #checks = 0;

  /** @param most How many findings of a kind are told one by one. */
  constructor(most: number = TOLD_OF_A_KIND) {
    this.#most = most;
  }

  /** How many things were looked at. */
  get checks(): number {
    return this.#checks;
  }

  /** The first of each kind. */
  get told(): readonly Finding[] {
    return this.#told;
  }

  /** How many there are of a kind. */
  count(kind: FindingKind): number {
    return this.#counts.get(kind) ?? 0;
  }

  /** One thing was looked at, and should be true. */
  check(isTrue: boolean, kind: FindingKind, tell: () => string | Omit<Finding, "kind">): void {
    this.#checks += 1;
    if (isTrue) return;
    const count = this.count(kind) + 1;
    this.#counts.set(kind, count);
    if (count > this.#most) return;
    const told = tell();
    this.#told.push({ kind, ...(typeof told === "string" ? { message: told } : told) });
  }

  /** So many things were looked at, and are true. */
  pass(count: number): void {
    this.#checks += count;
  }

  /** An audit that has looked at nothing has found nothing, and means nothing. */
  conclude(): void {
    if (this.#checks > 0) return;
    this.check(false, "nothingChecked", () => "nothing was there to be checked");
    this.#checks = 0;
  }
}
