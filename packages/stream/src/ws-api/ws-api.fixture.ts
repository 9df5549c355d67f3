import type { Signer, Transport } from "@listenkey/core";
import { CallBudget, Governor } from "@listenkey/core/kit";
import type {
  ListenTokenProduct,
  RateLimitPool,
  SubscriptionProduct,
} from "@listenkey/core/product";
import { scriptedTransport, virtualClock, type ScriptedReply } from "@listenkey/core/testing";
import type { Feed, FeedEnd, FeedRequest } from "../feeds/feed.ts";
import type { UserDataStreamOptions } from "../options.ts";
import { streamSettings } from "../settings.ts";
import { subscriptionFeedSource } from "./subscription-feed-source.ts";
import { tokenFeedSource } from "./token-feed-source.ts";

export const SECOND = 1_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Secrets that must not be seen anywhere. */
export const API_KEY = "APIKEYAPIKEYAPIKEYAPIKEYAPIKEYAPIKEY";
export const SIGNATURE = "SIGNATURESIGNATURESIGNATURESIGNATURE";

const perIp: RateLimitPool = { id: "ip", scope: "ip", weightPerMinute: 12_000 };

/** A product with everything that the WebSocket API has. */
export const product: SubscriptionProduct & ListenTokenProduct = {
  id: "test",
  environments: {
    live: { rest: "https://rest.test", stream: "wss://stream.test", wsApi: "wss://api.test/v3" },
  },
  pools: {
    rest: { id: "uid", scope: "account", weightPerMinute: 180_000, within: perIp },
    wsApi: { id: "api", scope: "ip", weightPerMinute: 6_000 },
  },
  events: { names: ["order"], ids: {}, timeField: "E", ordered: false },
  heartbeat: { pingEveryMs: 20_000, pongWithinMs: 60_000 },
  subscription: { subscribeMethod: "subscribe.signature", weight: 2 },
  listenToken: {
    create: { method: "POST", path: "/token", weight: 1 },
    subscribeMethod: "subscribe.listenToken",
    weight: 2,
    lifetimeMs: DAY,
  },
};

/** A request as it was sent. */
interface SentRequest {
  readonly id: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a test wants to be different. */
export interface WorldOptions extends Partial<Omit<UserDataStreamOptions, "keys">> {
  readonly kind?: "signature" | "token";
  readonly tokenReply?: (count: number) => ScriptedReply | undefined;
}

/** A source of feeds whose other end is the test. */
export function setup({ kind = "signature", tokenReply, ...more }: WorldOptions = {}) {
  const clock = virtualClock();
  let tokens = 0;
  const transport = scriptedTransport(() => {
    tokens += 1;
    if (tokenReply !== undefined) return tokenReply(tokens);
    return { status: 200, body: { token: `TOKEN${tokens}`, expirationTime: clock.now() + DAY } };
  });
  const makeSource = (options: Partial<UserDataStreamOptions> = {}) => {
    const signer: Signer = () => Promise.resolve(SIGNATURE);
    const access = kind === "signature" ? "subscription" : "listenToken";
    const all = {
      product,
      apiKey: API_KEY,
      ...(kind === "signature" && { signer }),
      transport,
      clock,
      access,
      random: () => 0.5,
      ...more,
      ...options,
    } as UserDataStreamOptions;
    const settings = streamSettings(all);
    return kind === "signature" ? subscriptionFeedSource(settings) : tokenFeedSource(settings);
  };
  const source = makeSource();
  const draw = { pool: product.pools.wsApi as RateLimitPool, realm: "live", account: "" };
  const governorOf = (way: Transport) => Governor.of(way, clock);
  return {
    clock,
    transport,
    source,
    makeSource,
    draw,
    governor: governorOf(transport),
    ...exchange(transport),
    open: (request: Partial<FeedRequest> = {}, from = source) => opened(request, from),
    /** Waits until everything that is ready has happened, timers of a few milliseconds included. */
    settle: () => clock.advance(100),
  };
}

export type World = ReturnType<typeof setup>;

/** A feed, with all that it has told. */
function opened(request: Partial<FeedRequest>, source: World["source"]) {
  const told: string[] = [];
  const ends: FeedEnd[] = [];
  const proofs: number[] = [];
  const note = (name: string) => () => void told.push(name);
  const feed: Feed = source.open({
    lane: 0,
    urgency: () => "first",
    budget: new CallBudget(virtualClock()),
    form: undefined,
    apartFrom: [],
    handlers: {
      joined: note("joined"),
      live: ({ proof }) => void told.push(`live ${proof}`),
      proven: () => void proofs.push(told.length),
      event: ({ text }) => void told.push(text),
      rejected: ({ reason }) => void told.push(`rejected ${reason}`),
      retiring: (reason) => void told.push(`retiring ${reason}`),
      ended: (end) => {
        told.push(`ended ${end.cause}`);
        ends.push(end);
      },
    },
    ...request,
  });
  return { feed, told, ends, proofs };
}

/** The exchange at the other end of a transport's sockets; the latest where no socket is named. */
function exchange(transport: ReturnType<typeof scriptedTransport>) {
  const at = (index = -1) => {
    const scripted = transport.sockets.at(index);
    if (scripted === undefined) throw new Error("No socket was opened");
    return scripted;
  };
  const sent = (socket = -1) => at(socket).sent.map((text) => JSON.parse(text) as SentRequest);
  const asked = (method: string, socket = -1) =>
    sent(socket).filter((request) => request.method.startsWith(method));
  const send = (frame: object, socket = -1) => at(socket).handlers.message(JSON.stringify(frame));
  return {
    /** What was sent on a socket, pings and time apart. */
    sent: (socket = -1) => sent(socket).filter(({ method }) => !["ping", "time"].includes(method)),
    /** The requests whose method begins so. */
    asked,
    send,
    accept: (socket = -1) => at(socket).handlers.open(),
    cut: (socket = -1) => at(socket).handlers.end({ code: 1006, reason: "" }),
    socket: at,
    /** Answers the latest request whose method begins so. */
    answer: (method: string, answer: object, socket = -1) => {
      const { id } = asked(method, socket).at(-1) as SentRequest;
      send({ id, status: 200, ...answer }, socket);
    },
    /** Answers the latest subscribe. */
    acknowledge: (subscriptionId: number, socket = -1) => {
      const { id } = asked("subscribe", socket).at(-1) as SentRequest;
      send({ id, status: 200, result: { subscriptionId } }, socket);
    },
    refuse: (method: string, code: number, socket = -1) => {
      const { id } = asked(method, socket).at(-1) as SentRequest;
      send({ id, status: 400, error: { code, msg: "No." } }, socket);
    },
    event: (subscriptionId: number | undefined, name: string, socket = -1) =>
      send({ subscriptionId, event: { e: name } }, socket),
  };
}

/** The same with one feed that is live, as subscription 0. */
export async function live(options: WorldOptions = {}) {
  const world = setup(options);
  const one = world.open();
  await world.settle();
  world.accept();
  await world.settle();
  world.acknowledge(0);
  await world.settle();
  return { ...world, ...one };
}

/** The text of an event as a feed tells it. */
export function textOf(name: string): string {
  return JSON.stringify({ e: name });
}

/** Feeds of other accounts, each on a source of its own. */
export function openAccount(
  world: World,
  name: string,
  request: Parameters<World["open"]>[0] = {},
) {
  return world.open(request, world.makeSource({ apiKey: name }));
}

/** Keeps a connection alive for so long. */
export async function stayAwake({ clock, answer }: World, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 15 * SECOND) {
    await clock.advance(15 * SECOND);
    answer("ping", { result: {} });
  }
}
