import {
  scriptedTransport,
  virtualClock,
  type ScriptedTransport,
  type VirtualClock,
} from "@listenkey/core/testing";
import { Wire, type WireHandlers, type WireSettings } from "./wire.ts";

/** A day in milliseconds. */
export const DAY = 86_400_000;

/** The URL of every wire here; it holds a listen key. */
export const SECRET_URL = "wss://stream.test/ws/SECRETKEY";

/** What may be given from outside, so that two wires share it. */
interface Given {
  readonly clock?: VirtualClock;
  readonly transport?: ScriptedTransport;
}

/** For promises that are expected to be rejected. */
export const caught = (error: unknown): unknown => error;

/** A wire whose other end is the test. Whatever its owner is told is noted, and may be acted upon. */
export function setup(
  settings: Partial<WireSettings> = {},
  act: (told: string, wire: Wire) => void = () => undefined,
) {
  const { clock = virtualClock(), transport = scriptedTransport() } = settings as Given;
  const told: unknown[] = [];
  const note = (name: string, ...facts: unknown[]): void => {
    told.push(facts.length === 0 ? name : [name, ...facts]);
    act(name, wire);
  };
  const handlers: WireHandlers = {
    open: () => note("open"),
    heard: () => act("heard", wire),
    event: ({ readAt: _readAt, ...event }) => note("event", event),
    rejected: (frame) => note("rejected", frame),
    unproven: () => note("unproven"),
    ended: ({ error, code, refusal }) => note("ended", error?.code, code, refusal?.status),
  };
  const wire: Wire = new Wire(
    {
      transport,
      url: SECRET_URL,
      clock,
      timeoutMs: 10_000,
      heartbeat: { pingEveryMs: 180_000, pongWithinMs: 600_000 },
      probe: { method: "LIST_SUBSCRIPTIONS" },
      isProbeSure: false,
      ...settings,
    },
    handlers,
  );
  const socket = () => {
    const [scripted] = transport.sockets;
    if (scripted === undefined) throw new Error("No socket was opened");
    return scripted;
  };
  return {
    transport,
    clock,
    wire,
    told,
    socket,
    open: () => socket().handlers.open(),
    message: (text: string) => socket().handlers.message(text),
    binary: (byteLength: number) => socket().handlers.unreadable(byteLength),
    activity: () => socket().handlers.activity(),
    end: (code: number) => socket().handlers.end({ code, reason: "" }),
    sent: () => socket().sent.map((text) => JSON.parse(text) as { id: number; method: string }),
  };
}

/** The same, open, with nothing told yet. */
export function opened(...args: Parameters<typeof setup>) {
  const made = setup(...args);
  made.open();
  made.told.length = 0;
  return made;
}
