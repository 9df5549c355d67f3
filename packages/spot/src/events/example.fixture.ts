import type { EventPayload } from "@listenkey/core/product";

/** An event as it travels and as it is typed. */
export interface Example<Payload extends EventPayload = EventPayload> {
  /** Whether the text is printed in the exchange's documents, or was made up for fields that no example there shows. */
  readonly source: "documented" | "made up";
  /** The event's text, without the envelope. */
  readonly text: string;
  /** The same, typed: ids are strings. */
  readonly data: Payload;
}
