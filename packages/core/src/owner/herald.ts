import type { ListenKeyEvents } from "../manager/events.ts";

/** What an owner tells its members: its lifecycle events, and that a key it had withheld is there again. */
export interface OwnerNews extends Omit<ListenKeyEvents, "closed"> {
  /** There is a key, and it may be used. */
  available: [];
}

/** Who shares an owner's key. */
export interface KeyMember {
  /** Something has happened. The owner's state has changed already, and may have changed again since. */
  hear(name: keyof OwnerNews, event?: unknown): void;
}

/** One stay of a member: who leaves and comes again has another. */
interface Seat {
  readonly member: KeyMember;
  hasLeft: boolean;
}

/**
 * Keeps news until the owner has finished changing, then tells the members, one piece after another. A member that
 * acts on what it hears may cause more news; that waits until everybody has heard the first.
 */
export class Herald {
  /** Copied when it changes, so that whoever is told of something is who was there when it happened. */
  #seats: readonly Seat[] = [];
  #news: (() => void)[] | undefined;
  #isSpeaking = false;

  /** How many members there are. */
  get audience(): number {
    return this.#seats.length;
  }

  add(member: KeyMember): void {
    this.#seats = this.#seats.concat({ member, hasLeft: false });
  }

  remove(member: KeyMember): void {
    const seat = this.#seats.find((each) => each.member === member);
    if (seat === undefined) return;
    seat.hasLeft = true;
    this.#seats = this.#seats.filter((each) => each !== seat);
  }

  /** Something has happened. */
  note<Name extends keyof OwnerNews>(name: Name, ...event: OwnerNews[Name]): void {
    const seats = this.#seats;
    (this.#news ??= []).push(() => {
      for (const seat of seats) if (!seat.hasLeft) seat.member.hear(name, ...event);
    });
  }

  /** Tells what has been noted. */
  speak(): void {
    if (this.#isSpeaking || this.#news === undefined) return;
    this.#isSpeaking = true;
    for (let tell = this.#news.shift(); tell !== undefined; tell = this.#news.shift()) tell();
    this.#isSpeaking = false;
    this.#news = undefined;
  }
}
