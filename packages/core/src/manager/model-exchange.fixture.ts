import type { ScriptedReply, ScriptedRequest, ScriptedTransport } from "../testing.ts";

/** A request on its way: first it arrives and is carried out, some time later its answer arrives, if it is not lost. */
interface OnItsWay {
  readonly request: ScriptedRequest;
  reply: ScriptedReply | undefined;
}

/**
 * The listen-key rules of one account, with every request carried out and answered when the test says so, in any
 * order: POST gets or extends, PUT extends whatever there is, DELETE ends it for everybody.
 */
export class ModelExchange {
  readonly #transports: readonly ScriptedTransport[];
  readonly #known = new Set<ScriptedRequest>();
  readonly #onTheirWay: OnItsWay[] = [];
  #made = 0;
  /** The account's listen key. */
  listenKey: string | undefined;

  constructor(transports: readonly ScriptedTransport[]) {
    this.#transports = transports;
  }

  /** Requests that have not been answered. */
  get pending(): readonly OnItsWay[] {
    for (const { requests } of this.#transports) {
      for (const request of requests) {
        if (this.#known.has(request)) continue;
        this.#known.add(request);
        this.#onTheirWay.push({ request, reply: undefined });
      }
    }
    return this.#onTheirWay;
  }

  /** One of the requests arrives. */
  carryOut(pick: number): void {
    const waiting = this.pending.filter(({ reply }) => reply === undefined);
    const one = waiting[pick % waiting.length];
    if (one !== undefined) one.reply = this.#act(one.request.method);
  }

  /** One of the answers arrives; a request that had not arrived is carried out now. */
  answer(pick: number): void {
    const one = this.#take(pick);
    if (one !== undefined) one.request.reply(one.reply ?? this.#act(one.request.method));
  }

  /** One of the requests, or its answer, is lost. */
  lose(pick: number): void {
    this.#take(pick)?.request.reply("lost");
  }

  /** The key lapses, or another client deletes it. */
  expire(): void {
    this.listenKey = undefined;
  }

  #take(pick: number): OnItsWay | undefined {
    const { pending } = this;
    return pending.length === 0 ? undefined : this.#onTheirWay.splice(pick % pending.length, 1)[0];
  }

  #act(method: string): ScriptedReply {
    if (method === "POST") this.listenKey ??= `KEY${(this.#made += 1)}`;
    if (this.listenKey === undefined) return { status: 400, body: { code: -1125, msg: "gone" } };
    const { listenKey } = this;
    if (method !== "DELETE") return { status: 200, body: { listenKey } };
    this.listenKey = undefined;
    return { status: 200, body: {} };
  }
}
