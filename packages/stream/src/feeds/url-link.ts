import type { Proof } from "../wire/arrival.ts";
import { instantOf, type Instant } from "@listenkey/core/kit";
import {
  Wire,
  type RejectedFrame,
  type WireEnd,
  type WireEvent,
  type WireHandlers,
  type WireSettings,
} from "../wire/wire.ts";
import type { KeyLink, LinkHandlers } from "./key-link.ts";

/** A connection of its own, whose URL names the listen key. */
export class UrlLink implements KeyLink, WireHandlers {
  readonly #wire: Wire;
  readonly #handlers: LinkHandlers;
  readonly #dialledAt: Instant;
  #hasJoined = false;
  #isOver = false;

  /** Connects. */
  constructor(settings: WireSettings, handlers: LinkHandlers) {
    this.#dialledAt = instantOf(settings.clock);
    this.#handlers = handlers;
    this.#wire = new Wire(settings, this);
    // The handshake itself asks for the events, and they may be produced before we hear that it is done.
    queueMicrotask(() => this.#join());
  }

  get connectedAt(): Instant | undefined {
    return this.#wire.openedAt;
  }

  get heardAt(): Proof | undefined {
    return this.#wire.heardAt;
  }

  get livenessBoundMs(): number {
    return this.#wire.livenessBoundMs;
  }

  probe(): void {
    this.#wire.probe();
  }

  close(): Promise<void> {
    this.#isOver = true;
    this.#wire.close();
    return Promise.resolve();
  }

  open(): void {
    this.#join();
    if (!this.#isOver) this.#handlers.acknowledged();
  }

  heard(readAt: Instant): void {
    this.#handlers.heard(readAt);
  }

  event(event: WireEvent): void {
    this.#handlers.event(event);
  }

  rejected(frame: RejectedFrame): void {
    this.#handlers.rejected(frame);
  }

  unproven(): void {
    this.#handlers.unproven();
  }

  ended({ error, refusal }: WireEnd): void {
    this.#isOver = true;
    this.#handlers.ended({ error, refusal, dialledAt: this.#dialledAt });
  }

  #join(): void {
    if (this.#hasJoined || this.#isOver) return;
    this.#hasJoined = true;
    this.#handlers.joined();
  }
}
