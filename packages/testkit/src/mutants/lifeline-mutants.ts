import type { StreamMutant } from "./mutant.ts";

/** The defects that concern what a stream hangs by: its keys, tokens and subscriptions. */
export const lifelineMutants: readonly StreamMutant[] = [
  {
    id: "M4",
    defect: "reconnected but not resubscribed",
    caughtBy: "3",
    title: "after every drop, expiry and rotation it is live only by a proof",
    way: "spot by signature",
    complaint: "a subscription stands behind the live",
    changes: [
      {
        file: "stream/src/ws-api/api-feed.ts",
        find: "opened(): void {",
        replace: `opened(): void {
          if (this.#home.hasSucceeded) return void (this.#joined(), this.#subscribed());`,
      },
    ],
  },
  {
    id: "M4 (shared)",
    defect: "reconnected but not resubscribed, for a key was subscribed to on each socket before",
    caughtBy: "I9",
    title: "accounts that share USD-M sockets hear each their own events",
    way: "umfutures",
    complaint: "lost: ",
    changes: [
      {
        file: "stream/src/feeds/shared-key-socket.ts",
        find: "const URGENCIES: readonly DialUrgency[] =",
        replace: "const asked = []; const URGENCIES =",
      },
      {
        file: "stream/src/feeds/shared-key-socket.ts",
        find: "#ask(seat: Seat, isAlone: boolean): void {",
        replace: `#ask(seat, isAlone) {
          asked.push(seat.listenKey);
          if (asked.filter((key) => key === seat.listenKey).length > 2) {
            this.#joined(seat);
            return seat.handlers.acknowledged();
          }`,
      },
    ],
  },
  {
    id: "M7",
    defect: "a renewal error of a key is swallowed",
    caughtBy: "I10",
    title: "a renewal that fails is repeated",
    way: "umfutures",
    complaint: "ms without a renewal are few enough",
    changes: [
      {
        file: "core/src/owner/key-owner.ts",
        find: "const retryAt = this.#agenda.failed(call, error, isUnauthorized);",
        replace: `if (call === "renew") {
            const provenAt = instantOf(this.settings.clock);
            return this.#agenda.succeeded({ ...this.key, provenAt });
          }
          const retryAt = this.#agenda.failed(call, error, isUnauthorized);`,
      },
    ],
  },
  {
    id: "M7 (token)",
    defect: "a renewal error of a token is swallowed",
    caughtBy: "I10",
    title: "renewals that meet with 503",
    way: "margin-cross by token",
    complaint: "it is tried again and again",
    changes: [
      {
        file: "stream/src/ws-api/token-renewal.ts",
        find: "this.#settle(() => this.#failed(error))",
        replace: "this.#settle(() => { this.#dueAt = Infinity; })",
      },
    ],
  },
  {
    id: "M8",
    defect: "a stale key is reused on reconnect because a local timer says it is fresh",
    caughtBy: "2",
    title: "what the exchange ends is back within a second",
    way: "umfutures",
    complaint: "keys and tokens made: expected 1, got 0",
    changes: [
      {
        file: "stream/src/feeds/key-feed-source.ts",
        find: "this.owner.keyExpired(listenKey);",
        replace: "",
      },
      {
        file: "stream/src/feeds/key-feed.ts",
        find: "acknowledged(): void {",
        replace: 'acknowledged(): void { return this.#becomeLive("key");',
      },
    ],
  },
  {
    id: "M18",
    defect: "a new key is made but the socket stays on the old one",
    caughtBy: "2",
    title: "a key that another client has replaced is noticed at the next renewal",
    way: "umfutures",
    complaint: "the loss is noticed",
    changes: [
      {
        file: "stream/src/feeds/key-feed.ts",
        find: "if (key?.listenKey !== this.#key.listenKey) return this.keyEnded(this.#key.listenKey);",
        replace: "if (key?.listenKey !== this.#key.listenKey) return;",
      },
    ],
  },
  {
    id: "M26",
    defect: "unsubscribe without an id on a shared socket",
    caughtBy: "I9",
    title: "accounts on one socket: closing one leaves the other",
    way: "spot by signature",
    complaint: "its reconnects",
    changes: [
      {
        file: "stream/src/ws-api/api-connection.ts",
        find: "this.request({ method, params: { subscriptionId } })",
        replace: "this.request({ method, params: {} })",
      },
    ],
  },
];
