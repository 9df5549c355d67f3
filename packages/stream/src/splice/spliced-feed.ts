import { Beginning } from "./beginning.ts";
import type { Frame } from "./frame.ts";
import type { Likeness } from "./likeness.ts";
import { Load } from "./load.ts";
import { Piece } from "./piece.ts";
import { Strand } from "./strand.ts";

/** What all feeds of a splicer have in common. */
export interface FeedSettings {
  readonly likeness: Likeness;
  /** Whether every feed has the events of one type in the same order. */
  readonly ordered: boolean;
  /** How far apart two feeds may bring an event, in milliseconds. */
  readonly lagMs: number;
  /** What came on a feed until then, in monotonic milliseconds, may be older than all that was delivered. */
  readonly olderUntil: () => number;
}

/** One feed, as a splicer sees it: its strands, one for each type of event, and how far it can be relied on. */
export class SplicedFeed {
  readonly id: number;
  readonly joinedAt: number;
  /** When it was proved that everything from then on comes, in monotonic milliseconds; infinite before. */
  liveAt: number = Infinity;
  /** It is going to be replaced, because it lacked an event. */
  isCondemned = false;
  /** What it has brought cannot be told from what it has not: the window was too small. */
  isAdrift = false;
  /** It has been live for so long that whatever is delivered now was produced since. */
  isCalm = false;
  readonly load: Load = new Load();
  readonly #settings: FeedSettings;
  readonly #strands = new Map<string, Strand>();
  /** The types that it has brought. */
  readonly #carried: string[] = [];
  /** The types that it is known not to carry. */
  #missing: readonly string[] = [];
  #arrivals = 0;

  constructor(id: number, joinedAt: number, settings: FeedSettings) {
    this.id = id;
    this.joinedAt = joinedAt;
    this.#settings = settings;
  }

  get isLive(): boolean {
    return this.liveAt < Infinity;
  }

  /** Whether it could lead from now on, and no event would be missing or come twice. */
  get isAligned(): boolean {
    return this.isCalm && !this.isInDoubt && !this.isCondemned && !this.isAdrift;
  }

  /** Whether it is unknown of some of its events if they were delivered. */
  get isInDoubt(): boolean {
    for (const strand of this.#strands.values()) if (strand.isInDoubt) return true;
    return false;
  }

  /** Whether nothing at all is remembered of it. */
  get isBare(): boolean {
    return this.#strands.size === 0;
  }

  /** When the first event arrived that is ahead, in monotonic milliseconds; infinite if none is. */
  get aheadSince(): number {
    let since = Infinity;
    for (const { ahead } of this.#strands.values())
      since = Math.min(since, ahead[0]?.frame.at ?? Infinity);
    return since;
  }

  /** Everything that was not delivered and may be, in the order of arrival across types. */
  get ahead(): Piece[] {
    const sure = [...this.#strands.values()].filter(({ isInDoubt }) => !isInDoubt);
    return sure.flatMap(({ ahead }) => ahead).sort((one, other) => one.arrival - other.arrival);
  }

  /** Everything that was perhaps delivered, and perhaps not. */
  get doubtful(): readonly Piece[] {
    return [...this.#strands.values()].flatMap((strand) => strand.doubtful);
  }

  /** When something is to be decided, in monotonic milliseconds. */
  deadline(leads: boolean): number {
    let deadline = this.isCalm ? Infinity : this.#calmAt;
    for (const strand of this.#strands.values()) {
      deadline = Math.min(deadline, strand.expiresAt);
      if (leads || this.isCalm) deadline = Math.min(deadline, strand.calmAt);
    }
    return deadline;
  }

  /** It has brought an event. */
  brought({ type }: Frame): void {
    if (!this.#carried.includes(type)) this.#carried.push(type);
    if (this.isMissing(type)) this.#missing = this.#missing.filter((each) => each !== type);
  }

  hasBrought(type: string): boolean {
    return this.#carried.includes(type);
  }

  isMissing(type: string): boolean {
    return this.#missing.includes(type);
  }

  /** It does not carry a type at all. */
  goesWithout(type: string): void {
    this.#missing = this.#missing.concat(type);
  }

  piece(frame: Frame): Piece {
    this.#arrivals += 1;
    return new Piece(frame, this.#arrivals);
  }

  /** Its events of one type. */
  strand(type: string): Strand {
    let strand = this.#strands.get(type);
    if (strand === undefined) {
      const { load } = this;
      const { likeness, olderUntil } = this.#settings;
      const beginning = this.isCalm ? undefined : new Beginning(likeness, olderUntil);
      strand = new Strand(type, { ...this.#settings, load, isNew: !this.isCalm }, beginning);
      this.#strands.set(type, strand);
    }
    return strand;
  }

  /** Whether it may lack an event that another feed brought: it may have been produced before this one began. */
  mayLack({ at, type }: Frame): boolean {
    return at <= this.#calmAt || this.isMissing(type);
  }

  /** Time has passed: doubts end, and debts fall due. @returns The types of which it is proved to lack an event. */
  pass(now: number, leads: boolean): readonly string[] {
    if (this.#calmAt <= now) this.isCalm = true;
    const lacking: string[] = [];
    for (const [type, strand] of this.#strands) {
      if (this.isCalm) strand.calm(now, leads);
      if (strand.expire(now, !this.isMissing(type))) lacking.push(type);
    }
    return lacking;
  }

  /** It leads. @returns What has perhaps been delivered, and is not going to be. */
  lead(now: number): readonly Piece[] {
    return [...this.#strands.values()].flatMap((strand) => strand.lead(now));
  }

  /** It is the only one: gives up what was remembered, if none of it is needed. */
  simplify(now: number): void {
    const isNeeded = [...this.#strands.values()].some((strand) => strand.isShuffled(now));
    if (this.load.isEmpty && !isNeeded) this.#strands.clear();
  }

  /** Everything that was remembered is given up. */
  forget(): void {
    this.#strands.clear();
    this.load.clear();
  }

  /** Until then what other feeds bring may have been produced before this one began. */
  get #calmAt(): number {
    return this.liveAt + this.#settings.lagMs;
  }
}
