import type { ListenKeyEvents } from "../manager/events.ts";

/** What an owner tells its members: its lifecycle events, and that a key it had withheld is there again. */
export interface OwnerNews extends Omit<ListenKeyEvents, "closed"> {
  available: [];
}

/** Who shares an owner's key. */
export interface KeyMember {
  /** Something has happened. The owner's state has changed already, and may have changed again since. */
  hear<Name extends keyof OwnerNews>(name: Name, ...event: OwnerNews[Name]): void;
}

/**
 * Keeps news until the owner has finished changing, then tells the members, one piece after another. A member that
 * acts on what it hears may cause more news; that waits until everybody has heard the first.
 */
export class Herald {
  readonly #members: ReadonlySet<KeyMember>;
  #news: ((member: KeyMember) => void)[] | undefined;
  #isSpeaking = false;

  constructor(members: ReadonlySet<KeyMember>) {
    this.#members = members;
  }

  /** Something has happened. */
  note<Name extends keyof OwnerNews>(name: Name, ...event: OwnerNews[Name]): void {
    (this.#news ??= []).push((member) => member.hear(name, ...event));
  }

  /** Tells what has been noted. */
  speak(): void {
    if (this.#isSpeaking || this.#news === undefined) return;
    this.#isSpeaking = true;
    for (let tell = this.#news.shift(); tell !== undefined; tell = this.#news.shift()) {
      for (const member of Array.from(this.#members)) tell(member);
    }
    this.#isSpeaking = false;
    this.#news = undefined;
  }
}
