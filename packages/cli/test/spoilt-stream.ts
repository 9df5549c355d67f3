import { openUserDataStream, type StreamItem } from "@listenkey/stream";
import type { OpenStream } from "../src/demo/client/stream-day.ts";

/** What a stream does with an item that it should deliver as it is, once. */
export type Spoil = (item: StreamItem, deliver: (item: StreamItem) => void) => void;

/** Opens streams that are as good as the library's, but for what they do with some of their items. */
export function spoilt(spoil: Spoil): OpenStream {
  return (options) => {
    const stream = openUserDataStream(options);
    const on = (name: "event", listener: (item: StreamItem) => unknown): unknown =>
      stream.on(name, name === "event" ? (item) => spoil(item, listener) : listener);
    return new Proxy(stream, {
      get(target, name) {
        const value: unknown = name === "on" ? on : Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  };
}
