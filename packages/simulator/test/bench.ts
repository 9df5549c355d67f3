import { virtualClock, type VirtualClock } from "@listenkey/core/testing";
import WebSocket from "ws";
import {
  createExchange,
  type Exchange,
  type ExchangeOptions,
  type RestReply,
  type SimulatedAccount,
} from "../src/index.ts";
import { serveExchange, type ServeOptions } from "../src/server.ts";
import { SocketRecorder, type SocketHands } from "./socket-recorder.ts";

/** A request of a test: without an API key it carries the first of the bench's account. */
interface TestCall {
  readonly apiKey?: string | undefined;
  /** Sent as a form body. */
  readonly form?: string;
  readonly signal?: AbortSignal;
}

/** What came of a request: an answer, or nothing because the connection dropped. */
export type TestAnswer = RestReply | "lost";

/** An exchange on a virtual clock, and a client that reaches it through one of the faces. */
export interface Bench {
  readonly clock: VirtualClock;
  readonly exchange: Exchange;
  readonly account: SimulatedAccount;
  /** `POST /fapi/v1/listenKey` and the like, to the host that the bench was made for. */
  call(line: string, call?: TestCall): Promise<TestAnswer>;
  /** The listen key that a POST to this path hands out. */
  key(path: string, call?: TestCall): Promise<string>;
  /** Opens a socket and waits until it is open, or has ended. */
  socket(path: string): Promise<SocketRecorder>;
  /** Everything that a socket has heard up to now: what was sent before a last word has arrived by the time it does. */
  heard(socket: SocketRecorder): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What a bench is made of. */
interface BenchOptions extends Partial<ExchangeOptions> {
  /** The hosts to reach. Default to the compatible exchange, which serves everything. */
  readonly rest?: string;
  readonly stream?: string;
}

/** A face, as the lists of cases see it. */
export interface Face {
  readonly name: string;
  open(options?: BenchOptions): Promise<Bench>;
}

const COMPATIBLE = { rest: "api.compatible.example", stream: "stream.compatible.example" };

function setUp(options: BenchOptions): {
  readonly clock: VirtualClock;
  readonly exchange: Exchange;
  readonly account: SimulatedAccount;
} {
  const clock = virtualClock();
  const exchange = createExchange({ clock, ...options });
  return { clock, exchange, account: exchange.createAccount({ id: "alice", apiKeys: 2 }) };
}

/** In memory, without latency: what is sent arrives as soon as promises have settled. */
export const memoryFace: Face = {
  name: "in memory",
  open(options = {}) {
    const { rest, stream } = { ...COMPATIBLE, ...options };
    const base = setUp(options);
    const transport = base.exchange.transport({ latencyMs: 0 });
    const send: Send = async (method, path, { apiKey, form, signal }) => {
      const answer = transport.send({
        method: method as "GET",
        url: `https://${rest}${path}`,
        headers: { ...keyHeader(apiKey), ...(form !== undefined && FORM_TYPE) },
        ...(form !== undefined && { body: form }),
        signal: signal ?? new AbortController().signal,
      });
      return answer.catch(() => "lost" as const);
    };
    const dial = (path: string, recorder: SocketRecorder): SocketHands => {
      const url = `wss://${stream}${path}`;
      const socket = transport.connect(
        { url },
        {
          open: () => recorder.opened(),
          message: (text) => recorder.received(text),
          unreadable: (byteLength) => recorder.receivedBinary(byteLength),
          activity: () => recorder.sawPing(),
          end: ({ code, refusal }) => recorder.ended(code, refusal?.status),
        },
      );
      return socket;
    };
    return Promise.resolve(benchOf(base, { send, dial, close: () => Promise.resolve() }));
  },
};

/** Over loopback, on the virtual clock. */
const serverFace: Face = {
  name: "over HTTP",
  async open(options = {}) {
    const base = setUp(options);
    const { rest, stream } = options;
    const actAs = { ...(rest !== undefined && { rest }), ...(stream !== undefined && { stream }) };
    const server = await serveExchange(base.exchange, { actAs } satisfies ServeOptions);
    const send: Send = async (method, path, { apiKey, form, signal }) => {
      const answer = fetch(`${server.rest}${path}`, {
        method,
        headers: { ...keyHeader(apiKey), ...(form !== undefined && FORM_TYPE) },
        body: form ?? null,
        signal: signal ?? null,
      });
      return answer.then(readAnswer).catch(() => "lost" as const);
    };
    const dial = (path: string, recorder: SocketRecorder): SocketHands => {
      const socket = new WebSocket(`${server.stream}${path}`);
      let refusal: number | undefined;
      socket.on("open", () => recorder.opened());
      socket.on("message", (data, isBinary) => {
        if (isBinary) recorder.receivedBinary((data as Buffer).byteLength);
        else recorder.received((data as Buffer).toString());
      });
      socket.on("ping", () => recorder.sawPing());
      socket.on("unexpected-response", (request, response) => {
        refusal = response.statusCode;
        request.destroy();
        recorder.ended(1006, refusal);
      });
      socket.on("error", () => undefined);
      socket.on("close", (code) => recorder.ended(code, refusal));
      return socket;
    };
    return benchOf(base, { send, dial, close: () => server.close() });
  },
};

/** Both faces: what holds for one holds for the other. */
export const faces: readonly Face[] = [memoryFace, serverFace];

const LAST_WORD = "last word";

type Send = (method: string, path: string, call: TestCall) => Promise<TestAnswer>;

interface Wires {
  readonly send: Send;
  readonly dial: (path: string, recorder: SocketRecorder) => SocketHands;
  close(): Promise<void>;
}

const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

function keyHeader(apiKey: string | undefined): Record<string, string> {
  return apiKey === undefined ? {} : { "x-mbx-apikey": apiKey };
}

async function readAnswer(response: Response): Promise<RestReply> {
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: await response.text() };
}

function benchOf(base: ReturnType<typeof setUp>, wires: Wires): Bench {
  const [apiKey] = base.account.apiKeys;
  let words = 0;
  const call = (line: string, options: TestCall = {}): Promise<TestAnswer> => {
    const [method = "", path = ""] = line.split(" ");
    return wires.send(method, path, { apiKey, ...options });
  };
  return {
    ...base,
    call,
    async key(path, options) {
      const answer = await call(`POST ${path}`, options);
      return (JSON.parse(answer === "lost" ? "{}" : answer.body) as { listenKey: string })
        .listenKey;
    },
    async socket(path) {
      const recorder = new SocketRecorder();
      await recorder.dial((ear) => wires.dial(path, ear));
      return recorder;
    },
    async heard(socket) {
      words += 1;
      const word = `${LAST_WORD} ${words}`;
      for (const one of base.exchange.sockets) one.send(word);
      if (socket.isOpen) await socket.frame(word);
      return socket.frames.filter((frame) => !frame.startsWith(LAST_WORD));
    },
    async close() {
      base.exchange.close();
      await wires.close();
    },
  };
}
