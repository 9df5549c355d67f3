import { createHmac, createPrivateKey, sign, type KeyObject } from "node:crypto";
import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import {
  createExchange,
  type Credentials,
  type Exchange,
  type ExchangeOptions,
  type SimulatedAccount,
} from "../src/index.ts";

/** An answer, an event, or a word out of turn. */
export interface ApiFrame {
  readonly id?: unknown;
  readonly status?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly msg: string; readonly data?: object };
  readonly rateLimits?: readonly { readonly count: number; readonly limit: number }[];
  readonly subscriptionId?: number;
  readonly event?: Readonly<Record<string, unknown>>;
}

type Params = Readonly<Record<string, unknown>>;

/** What signs a payload. */
export type Sign = (payload: string) => string;

export const API = "wss://ws-api.binance.com/ws-api/v3";

/** A client of the WebSocket API, in memory and without latency. */
export class ApiClient {
  /** Every frame so far, as it came. */
  readonly texts: string[] = [];
  /** The close code, and the status of a refused handshake. */
  ended: { readonly code: number; readonly status: number | undefined } | undefined;
  readonly #clock: VirtualClock;
  #send: (text: string) => void = () => undefined;
  #close: () => void = () => undefined;
  #asked = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  connect(exchange: Exchange, url: string, ip: string): Promise<void> {
    const transport = exchange.transport({ name: "bot", latencyMs: 0, ip });
    const socket = transport.connect(
      { url },
      {
        open: () => undefined,
        message: (text) => this.texts.push(text),
        unreadable: () => undefined,
        activity: () => undefined,
        end: ({ code, refusal }) => (this.ended = { code, status: refusal?.status }),
      },
    );
    this.#send = (text) => socket.send(text);
    this.#close = () => socket.close();
    return this.#clock.settle();
  }

  get frames(): readonly ApiFrame[] {
    return this.texts.map((text) => JSON.parse(text) as ApiFrame);
  }

  /** The frames that are events. */
  get events(): readonly ApiFrame[] {
    return this.frames.filter(({ event }) => event !== undefined);
  }

  /** Sends a text, and returns what has come of it when everything has settled. */
  async raw(text: string): Promise<readonly ApiFrame[]> {
    const before = this.texts.length;
    this.#send(text);
    await this.#clock.settle();
    return this.frames.slice(before);
  }

  /** Sends a request without waiting for anything. */
  post(method: string, params?: Params): number {
    const id = ++this.#asked;
    this.#send(JSON.stringify({ id, method, params }));
    return id;
  }

  /** Sends a request, and returns the answer that is there when everything has settled. */
  async ask(method: string, params?: Params): Promise<ApiFrame | undefined> {
    const id = this.post(method, params);
    await this.#clock.settle();
    return this.answer(id);
  }

  answer(id: number): ApiFrame | undefined {
    return this.frames.find((frame) => frame.id === id);
  }

  async close(): Promise<void> {
    this.#close();
    await this.#clock.settle();
  }
}

/** An exchange with one account, and clients of its WebSocket API. */
export interface ApiBench {
  readonly clock: VirtualClock;
  readonly exchange: Exchange;
  readonly account: SimulatedAccount;
  readonly credentials: Credentials;
  readonly connect: (options?: {
    readonly url?: string;
    readonly ip?: string;
  }) => Promise<ApiClient>;
  /** The parameters of a signed request, signed. */
  readonly signed: (
    params?: Params,
    key?: { readonly apiKey: string; readonly sign: Sign },
  ) => Params;
  /** What POST to `/sapi/v1/userListenToken` answers. */
  readonly token: (
    query?: string,
  ) => Promise<{ readonly token: string; readonly expirationTime: number }>;
}

export function apiBench(options: Partial<ExchangeOptions> = {}): ApiBench {
  const clock = virtualClock();
  const exchange = createExchange({ clock, ...options });
  const account = exchange.createAccount({ id: "alice" });
  const credentials = account.credentials();
  const own = { apiKey: credentials.apiKey, sign: hmacOf(credentials.secret) };
  return {
    clock,
    exchange,
    account,
    credentials,
    async connect({ url = API, ip = "192.0.2.7" } = {}) {
      const client = new ApiClient(clock);
      await client.connect(exchange, url, ip);
      return client;
    },
    signed(params = {}, { apiKey, sign: signWith } = own) {
      const unsigned: Params = { apiKey, timestamp: clock.now(), ...params };
      const names = Object.keys(unsigned).toSorted();
      const payload = names.map((name) => `${name}=${String(unsigned[name])}`).join("&");
      return { ...unsigned, signature: signWith(payload) };
    },
    async token(query = "") {
      const answer = await exchange.transport({ latencyMs: 0 }).send({
        method: "POST",
        url: `https://api.binance.com/sapi/v1/userListenToken?${query}`,
        headers: { "x-mbx-apikey": credentials.apiKey },
        signal: new AbortController().signal,
      });
      return JSON.parse(answer.body) as { token: string; expirationTime: number };
    },
  };
}

export function hmacOf(secret: string): Sign {
  return (payload) => createHmac("sha256", secret).update(payload).digest("hex");
}

/** Signs with the private half of an RSA or Ed25519 key. */
export function signerOf(privateKey: KeyObject | string): Sign {
  const key = typeof privateKey === "string" ? createPrivateKey(privateKey) : privateKey;
  const digest = key.asymmetricKeyType === "rsa" ? "RSA-SHA256" : null;
  return (payload) => sign(digest, Buffer.from(payload), key).toString("base64");
}
