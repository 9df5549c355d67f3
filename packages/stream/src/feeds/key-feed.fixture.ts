import { CallBudget } from "@listenkey/core/kit";
import type { ListenKeyProduct } from "@listenkey/core/product";
import {
  scriptedTransport,
  virtualClock,
  type ScriptedAnswer,
  type ScriptedReply,
  type ScriptedSocket,
} from "@listenkey/core/testing";
import { onTestFinished } from "vitest";
import type { UserDataStreamOptions } from "../options.ts";
import { streamSettings } from "../settings.ts";
import type { Feed, FeedEnd, FeedRequest } from "./feed.ts";
import { keyFeedSource } from "./key-feed-source.ts";

/** In milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** How a test's product differs from the usual one. */
type Facet = Partial<ListenKeyProduct["listenKey"]>;

/** A product with every way to open its stream. */
export function keyProduct(facet: Facet = {}): ListenKeyProduct {
  const shared = { path: "/stream", items: (key: string) => [key], maxItems: 1_024 };
  return {
    id: "test",
    environments: { live: { rest: "https://rest.test", stream: "wss://stream.test" } },
    pools: { rest: { id: "test", scope: "ip", weightPerMinute: 240_000 } },
    events: { names: ["A", "listenKeyExpired"], ids: {}, timeField: "E", ordered: true },
    heartbeat: { pingEveryMs: 180_000, pongWithinMs: 600_000 },
    listenKey: {
      keySpace: "test",
      create: { method: "POST", path: "/listenKey", weight: 1 },
      keepalive: { method: "PUT", path: "/listenKey", weight: 1 },
      revoke: { method: "DELETE", path: "/listenKey", weight: 1 },
      renewBy: "keepalive",
      lifetimeMs: HOUR,
      socketForms: [
        { name: "path", url: (stream, key, events) => `${stream}/ws/${key}?${events.join("/")}` },
        { name: "subscribe", ...shared },
      ],
      sharedSocket: shared,
      retired: {},
      successor: "something newer",
      ...facet,
    },
  };
}

/** What the exchange answers. */
export const replies = {
  key: (listenKey: string): ScriptedReply => ({ status: 200, body: { listenKey } }),
  expired: { status: 400, body: { code: -1125, msg: "gone" } } satisfies ScriptedReply,
  down: { status: 503 } satisfies ScriptedReply,
};

/** Tests use the same few keys again and again; a process never meets a revoked key twice. */
function forgetHeldKeys(): void {
  Reflect.deleteProperty(globalThis, Symbol.for("@listenkey/held-keys"));
}

/** What a feed has told. */
export interface Told {
  readonly name: string;
  readonly fact?: unknown;
}

/** Answers over REST can be changed while a test runs. */
export function setup(more: Partial<UserDataStreamOptions> = {}) {
  forgetHeldKeys();
  const clock = virtualClock();
  const rest = { answer: (() => replies.key("K1")) as ScriptedAnswer };
  const transport = scriptedTransport((request) => rest.answer(request));
  const sourceWith = (options: Partial<UserDataStreamOptions> = {}) => {
    const settings = streamSettings({
      product: keyProduct(),
      apiKey: "APIKEY",
      transport,
      clock,
      random: () => 0.5,
      ...more,
      ...options,
    } as UserDataStreamOptions);
    const source = keyFeedSource(settings);
    // Not waited for: time stands still once a test is over.
    onTestFinished(() => void source.close());
    const open = (request: Partial<FeedRequest> = {}, act?: (told: Told, feed: Feed) => void) =>
      openFeed(source, request, act);
    return { source, open };
  };
  const methods = () => transport.requests.map(({ method }) => method);
  const socket = (index: number): ScriptedSocket => {
    const scripted = transport.sockets[index];
    if (scripted === undefined) throw new Error(`Socket ${index} was not opened`);
    return scripted;
  };
  return { clock, transport, rest, methods, socket, sourceWith, ...sourceWith() };
}

function openFeed(
  source: ReturnType<typeof keyFeedSource>,
  request: Partial<FeedRequest>,
  act: (told: Told, feed: Feed) => void = () => undefined,
) {
  const told: Told[] = [];
  const completeFroms: (number | undefined)[] = [];
  let proofs = 0;
  const note = (name: string, fact?: unknown): void => {
    const one = fact === undefined ? { name } : { name, fact };
    told.push(one);
    act(one, feed);
  };
  const feed: Feed = source.open({
    lane: 0,
    urgency: () => "first",
    budget: new CallBudget(virtualClock()),
    form: undefined,
    apartFrom: [],
    ...request,
    handlers: {
      joined: () => note("joined"),
      live: ({ proof, completeFrom }) => {
        completeFroms.push(completeFrom?.monotonic);
        note("live", proof);
      },
      proven: () => (proofs += 1),
      event: ({ text }) => note("event", text),
      rejected: ({ reason }) => note("rejected", reason),
      retiring: (reason) => note("retiring", reason),
      ended: (end) => note("ended", summaryOf(end)),
    },
  });
  return {
    feed,
    told,
    proofs: () => proofs,
    completeFroms,
    names: () =>
      told.map(({ name, fact }) => (typeof fact === "string" ? `${name} ${fact}` : name)),
    end: () => told.find(({ name }) => name === "ended")?.fact,
  };
}

/** Errors by their code, so that they can be compared. */
function summaryOf({ error, ...rest }: FeedEnd) {
  return { ...rest, ...(error && { error: error.code }) };
}

/** A frame as a stream host sends it for a key on a shared socket. */
export function wrapped(stream: string, inner: object): string {
  return JSON.stringify({ stream, data: inner });
}

/** The requests that were sent on a socket. */
export function framesOf({ sent }: ScriptedSocket) {
  return sent.map((text) => JSON.parse(text) as { id: number; method: string; params?: string[] });
}

/** Answers the latest request on a socket, and returns what it named. */
export function acknowledge(
  socket: ScriptedSocket,
  answer: object = { result: null },
): readonly string[] {
  const last = framesOf(socket).at(-1);
  if (last === undefined) throw new Error("Nothing was sent");
  socket.handlers.message(JSON.stringify({ ...answer, id: last.id }));
  return last.params ?? [];
}

/** A feed whose socket has been opened, but whose key has not been confirmed yet. */
export async function dialled(...args: Parameters<typeof setup>) {
  const made = setup(...args);
  const opened = made.open();
  await made.clock.advance(0);
  return { ...made, opened };
}

/** A live feed. */
export async function live(...args: Parameters<typeof setup>) {
  const made = await dialled(...args);
  made.socket(0).handlers.open();
  await made.clock.advance(20);
  return made;
}
