import type { EventPayload } from "@listenkey/core/product";
import { feedGround } from "./feed-ground.ts";
import type { UserDataStreamOptions } from "./options.ts";
import { streamSettings } from "./settings.ts";
import { StreamHandle } from "./stream/stream-handle.ts";
import type { UserDataStream } from "./stream/user-data-stream.ts";

/**
 * Opens the user data stream of an account: every event once, in order, across rotations, drops and expiries, and a
 * gap wherever that could not be kept.
 *
 * It returns at once and connects behind it; nothing is lost for a program that iterates or listens right away. It
 * goes on until `close()`, the signal, `await using`, or a failure that no attempt will get over, which the iterator
 * throws.
 *
 * @example
 * const stream = openUserDataStream({ product: umfutures, apiKey, transport: fetchTransport() });
 * for await (const event of stream) {
 *   if (event.type === "ORDER_TRADE_UPDATE") console.log(event.data.o.s, event.data.o.X);
 *   if (event.type === "gap") console.log("unknown between", event.from, event.to, event.cause);
 * }
 *
 * @throws `CONFIGURATION` for a wrong option, before any request.
 */
export function openUserDataStream<Payload extends EventPayload>(
  options: UserDataStreamOptions<Payload>,
): UserDataStream<Payload> {
  const settings = streamSettings(options as UserDataStreamOptions);
  return new StreamHandle<Payload>(settings, feedGround(settings));
}
