import type { SocketHandlers } from "@listenkey/core/transport";
import { describe, expect, test } from "vitest";
import type { FetchTransportOptions } from "./fetch-transport.ts";
import { fetchTransport } from "./fetch-transport.ts";
import type { WebSocketLike } from "./web-socket.ts";

/** A WebSocket whose other end is the test. */
class TestSocket implements WebSocketLike {
  static last: TestSocket;
  binaryType = "blob";
  readyState = 0;
  readonly url: string;
  readonly closed: unknown[][] = [];
  readonly #listeners = new Map<string, ((event: never) => void)[]>();

  constructor(url: string) {
    this.url = url;
    TestSocket.last = this;
  }

  send(): void {}

  close(...args: unknown[]): void {
    this.closed.push(args);
    if (args[0] === 99) throw new RangeError("bad code");
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  /** Fires an event. */
  fire(type: string, event: object = {}): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }
}

function setup(url = "wss://exchange.invalid/ws/key", WebSocket = TestSocket) {
  const heard: unknown[][] = [];
  const handlers: SocketHandlers = {
    open: () => heard.push(["open"]),
    message: (text) => heard.push(["message", text]),
    unreadable: (byteLength) => heard.push(["unreadable", byteLength]),
    activity: () => heard.push(["activity"]),
    end: (end) => heard.push(["end", end]),
  };
  const dial = (options: FetchTransportOptions = {}) =>
    fetchTransport({ WebSocket, ...options }).connect({ url }, handlers);
  return { dial, heard };
}

function dialled() {
  const { dial, heard } = setup();
  return { socket: dial(), wire: TestSocket.last, heard };
}

describe("a socket over the WebSocket of the runtime", () => {
  test("asks for binary frames in a form that tells their size", () => {
    expect(dialled().wire.binaryType).toBe("arraybuffer");
  });

  test.each([
    ["an ArrayBuffer", new ArrayBuffer(7)],
    ["a view", new Uint8Array(7)],
    ["a Blob", new Blob(["seven.."])],
  ])("tells the size of %s", (_form, data) => {
    const { heard, wire } = dialled();
    wire.fire("open");
    wire.fire("message", { data });
    expect(heard).toEqual([["open"], ["unreadable", 7]]);
  });

  test("a failed handshake is 1006, whether or not the runtime tells more than the error", () => {
    const { heard, wire } = dialled();
    wire.fire("error", { message: "Expected 101 status code" });
    wire.fire("close", { code: 1002, reason: "Expected 101 status code" });
    const end = { code: 1006, reason: "", error: { code: "NETWORK" } };
    expect(heard).toMatchObject([["end", end]]);
  });

  test("a close code before the socket opened is the runtime's, not the peer's", () => {
    const { heard, wire } = dialled();
    wire.fire("close", { code: 1002, reason: "Expected 101 status code" });
    expect(heard).toMatchObject([["end", { code: 1006, reason: "", error: { code: "NETWORK" } }]]);
  });

  test.each([0, 1006])("a close code of %i means that there was no close frame", (code) => {
    const { heard, wire } = dialled();
    wire.fire("open");
    wire.fire("close", { code, reason: "" });
    const end = { code: 1006, reason: "", error: { code: "NETWORK" } };
    expect(heard).toMatchObject([["open"], ["end", end]]);
  });

  test("the code of what went wrong is kept where the runtime tells it", () => {
    const { heard, wire } = dialled();
    wire.fire("open");
    wire.fire("error", { error: Object.assign(new Error("at wss://…"), { code: "ECONNRESET" }) });
    wire.fire("close", { code: 1006, reason: "" });
    const end = { error: { cause: { message: "ECONNRESET" } } };
    expect(heard).toMatchObject([["open"], ["end", end]]);
  });

  test("a close that the runtime refuses is made without its code", () => {
    const { socket, wire } = dialled();
    socket.close(99);
    expect(wire.closed).toEqual([[99, ""], []]);
  });

  test("events that a runtime fires after close() are not heard", () => {
    const { socket, heard, wire } = dialled();
    socket.close();
    for (const type of ["open", "error"]) wire.fire(type);
    wire.fire("message", { data: "late" });
    wire.fire("close", { code: 1000, reason: "" });
    expect(heard).toEqual([]);
  });

  test("a URL that the runtime refuses is a CONFIGURATION error without the URL", () => {
    class Refusing extends TestSocket {
      constructor(url: string) {
        super(url);
        throw new SyntaxError(`Invalid URL: ${url}`);
      }
    }
    const { dial } = setup("wss://exchange.invalid/ws/SECRET#x", Refusing);
    expect(() => dial()).toThrow(expect.objectContaining({ code: "CONFIGURATION" }));
    expect(() => dial()).toThrow(expect.not.objectContaining({ cause: expect.anything() }));
    expect(() => dial()).not.toThrow("SECRET");
  });

  test("allowInsecure lets plain ws: off loopback", () => {
    const { dial } = setup("ws://exchange.invalid/");
    expect(() => dial()).toThrow("allowInsecure");
    dial({ allowInsecure: true });
    expect(TestSocket.last.url).toBe("ws://exchange.invalid/");
  });
});
