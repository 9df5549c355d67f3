import type { Proof } from "../wire/arrival.ts";
import { instantOf, type Instant } from "@listenkey/core/kit";
import { Wire, type WireSettings } from "../wire/wire.ts";
import type { KeyLink, LinkHandlers } from "./key-link.ts";

/** A connection of its own, whose URL names the listen key. */
export class UrlLink implements KeyLink {
  readonly #wire: Wire;
  readonly #handlers: LinkHandlers;
  #hasJoined = false;
  #isOver = false;

  /** Connects. */
  constructor(settings: WireSettings, handlers: LinkHandlers) {
    const dialledAt = instantOf(settings.clock);
    this.#handlers = handlers;
    this.#wire = new Wire(settings, {
      open: () => {
        this.#join();
        if (!this.#isOver) handlers.acknowledged();
      },
      heard: (readAt) => handlers.heard(readAt),
      event: (event) => handlers.event(event),
      rejected: (frame) => handlers.rejected(frame),
      unproven: () => handlers.unproven(),
      ended: ({ error, refusal }) => {
        this.#isOver = true;
        handlers.ended({ error, refusal, dialledAt });
      },
    });
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

  #join(): void {
    if (this.#hasJoined || this.#isOver) return;
    this.#hasJoined = true;
    this.#handlers.joined();
  }
}
