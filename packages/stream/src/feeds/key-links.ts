import {
  ExchangeTime,
  Governor,
  type CallBudget,
  type DialUrgency,
  type PoolDraw,
} from "@listenkey/core/kit";
import type { ListenKeyProduct, SharedSocket, SocketForm } from "@listenkey/core/product";
import type { CancelTimer, Clock } from "@listenkey/core";
import type { Transport } from "@listenkey/core/transport";
import { momentsOf, type Moments } from "../wire/arrival.ts";
import type { WireSettings } from "../wire/wire.ts";
import { affordableTurn } from "./affordable-turn.ts";
import { endOfConnection } from "./connection-end.ts";
import { DialledLink } from "./dialled-link.ts";
import type { FeedEnd } from "./feed.ts";
import type { KeyLink, LinkEnd, LinkHandlers } from "./key-link.ts";
import {
  SharedKeySocket,
  type SharedKeySocketSettings,
  type WantedDial,
} from "./shared-key-socket.ts";
import { joinSharedSocket } from "./shared-key-sockets.ts";
import { UrlLink } from "./url-link.ts";

/** What decides how listen keys are connected. */
export interface KeyLinksSettings {
  readonly product: ListenKeyProduct;
  /** Origin of the stream. */
  readonly stream: string;
  /** Calls in the same realm meet the same limits. */
  readonly realm: string;
  /** One for each lane. */
  readonly transports: readonly [Transport, Transport];
  readonly clock: Clock;
  /** How long a handshake and an answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How keys share sockets; absent if each has its own. */
  readonly sharing: Sharing | undefined;
}

/** How listen keys share sockets. */
export interface Sharing {
  readonly socket: SharedSocket;
  /** How many keys one socket carries at most, if the product allows as many. */
  readonly accountsPerSocket: number;
}

/** What a connection is wanted for. */
export interface LinkRequest {
  readonly lane: number;
  readonly urgency: DialUrgency;
  /** What the account may still dial. */
  readonly budget: CallBudget;
  /** The name of the socket form; absent for the safest. */
  readonly form: string | undefined;
  /** The listen key at this moment, if there is one; asked for when it is needed, so that no old one is used. */
  readonly takeKey: () => string | undefined;
  readonly handlers: LinkHandlers;
}

/** Connects listen keys: each by a form of its own socket, or many on shared ones. */
export class KeyLinks {
  /** What is known of moments at the exchange; most is learnt from the answers of its REST calls. */
  readonly moments: Moments;
  readonly #settings: KeyLinksSettings;
  readonly #draw: PoolDraw;

  constructor(settings: KeyLinksSettings) {
    const { rest } = settings.product.pools;
    this.#settings = settings;
    // Sockets count by the address they come from.
    this.#draw = { pool: rest.within ?? rest, realm: settings.realm, account: "" };
    const { realm, clock, product } = settings;
    const exchangeTime = ExchangeTime.of({ governor: this.#governor(0), realm, clock });
    this.moments = momentsOf(exchangeTime, product.events.timeField);
  }

  /** The socket forms to choose from, the safest first; empty where there is no choice. */
  get forms(): readonly string[] {
    const { socketForms } = this.#settings.product.listenKey;
    const isChoice = this.#settings.sharing === undefined && socketForms.length > 1;
    return isChoice ? socketForms.map(({ name }) => name) : [];
  }

  /** Within how many milliseconds it is noticed that a connection is dead, before anything is known of it. */
  get livenessBoundMs(): number {
    const { pingEveryMs, pongWithinMs } = this.#settings.product.heartbeat;
    return pingEveryMs + pongWithinMs;
  }

  /** For how many more milliseconds nobody may dial. */
  get blockedForMs(): number {
    const lanes = this.#settings.transports.map((_, lane) => lane);
    return Math.max(...lanes.map((lane) => this.#governor(lane).blockedFor(this.#draw)));
  }

  /**
   * Takes a turn in the dial budget and connects, or joins a socket that is there.
   *
   * @returns Nothing if there is no listen key. That may turn out later, too, and then the link is never heard of again.
   */
  open(request: LinkRequest): KeyLink | undefined {
    const { sharing } = this.#settings;
    return sharing === undefined ? this.#dial(request) : this.#share(request, sharing);
  }

  /** Judges how a connection ended. */
  endOf(end: LinkEnd, lane: number): FeedEnd {
    const { clock } = this.#settings;
    const { dialledAt } = end;
    return endOfConnection(end, {
      governor: this.#governor(lane),
      draw: this.#draw,
      clock,
      dialledAt,
    });
  }

  #dial({ lane, urgency, budget, form, takeKey, handlers }: LinkRequest): KeyLink {
    return new DialledLink({
      dial: (go) => this.#turn({ lane, urgency, budgets: () => [budget] }, go),
      connect: () => {
        const listenKey = takeKey();
        if (listenKey === undefined) return undefined;
        budget.spend();
        const to = { lane, budget, form: this.#formNamed(form), handlers };
        return this.#connect(listenKey, to);
      },
      livenessBoundMs: this.livenessBoundMs,
    });
  }

  #turn(
    { lane, urgency, budgets }: WantedDial & { readonly lane: number },
    go: () => void,
  ): CancelTimer {
    const { clock } = this.#settings;
    const ask = (act: () => void): CancelTimer =>
      this.#governor(lane).dial(this.#draw, urgency, act);
    return affordableTurn({ clock, ask, budgets }, go);
  }

  #connect(
    listenKey: string,
    to: Pick<LinkRequest, "lane" | "budget" | "handlers"> & { readonly form: SocketForm },
  ): KeyLink {
    const { lane, budget, form, handlers } = to;
    const { product, stream } = this.#settings;
    if ("url" in form) {
      const url = form.url(stream, listenKey, product.events.names);
      return new UrlLink(this.#wire(lane, url), handlers);
    }
    const socket = new SharedKeySocket({
      ...this.#socket(lane, form),
      // Its turn has come already, and is paid for.
      dial: (_wanted, go) => (go(), () => undefined),
      isDedicated: true,
      over: () => undefined,
    });
    return socket.join({ listenKey, urgency: "first", budget, handlers });
  }

  #share(
    { lane, urgency, budget, takeKey, handlers }: LinkRequest,
    { socket, accountsPerSocket }: Sharing,
  ): KeyLink | undefined {
    const listenKey = takeKey();
    if (listenKey === undefined) return undefined;
    const settings = this.#socket(lane, socket);
    const mostKeys = Math.floor(socket.maxItems / settings.items(listenKey).length);
    return joinSharedSocket(
      {
        listenKey,
        lane,
        urgency,
        budget,
        handlers,
        mostKeys: Math.min(mostKeys, accountsPerSocket),
      },
      {
        ...settings,
        dial: (wanted, go) =>
          this.#turn({ ...wanted, lane }, () => {
            for (const each of wanted.budgets()) each.spend();
            go();
          }),
      },
    );
  }

  #socket(
    lane: number,
    { path, items }: SharedSocket,
  ): Omit<SharedKeySocketSettings, "dial" | "isDedicated" | "over"> {
    const { product, stream } = this.#settings;
    const { names, timeField } = product.events;
    return {
      ...this.#wire(lane, stream + path),
      items: (listenKey: string) => items(listenKey, names),
      timeField,
    };
  }

  #wire(lane: number, url: string): WireSettings {
    const { clock, timeoutMs, product } = this.#settings;
    return {
      transport: this.#transport(lane),
      url,
      clock,
      timeoutMs,
      heartbeat: product.heartbeat,
      probe: { method: "LIST_SUBSCRIPTIONS" },
      // Portfolio margin and the risk stream may never answer.
      isProbeSure: false,
      moments: this.moments,
      dialled: (isOpen) => this.#governor(lane).dialled(this.#draw, isOpen),
    };
  }

  #formNamed(name: string | undefined): SocketForm {
    const { socketForms } = this.#settings.product.listenKey;
    return socketForms.find((form) => form.name === name) ?? socketForms[0];
  }

  #governor(lane: number): Governor {
    return Governor.of(this.#transport(lane), this.#settings.clock);
  }

  #transport(lane: number): Transport {
    const [first, second] = this.#settings.transports;
    return lane % 2 === 0 ? first : second;
  }
}
