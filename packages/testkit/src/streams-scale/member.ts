import type { SimulatedAccount } from "@listenkey/simulator";
import type { Gap, UserDataStream } from "@listenkey/stream";
import type { Way } from "../streams/way.ts";

/** One of a crowd: an account's stream, and what it has delivered. */
export class Member {
  /** What the notes of the exchange call it. */
  readonly name: string;
  readonly stream: UserDataStream;
  /** The numbers of the events, as they came. */
  readonly events: number[] = [];
  readonly gaps: Gap[] = [];
  readonly #account: SimulatedAccount;
  readonly #way: Way;

  constructor(account: SimulatedAccount, way: Way, stream: UserDataStream) {
    this.#account = account;
    this.#way = way;
    this.stream = stream;
    this.name = way.access === "listenKey" ? account.id : `${account.id} ${way.simulated}`;
    stream.on("event", (item) => {
      if ("afterSeq" in item) this.gaps.push(item);
      else this.events.push(numberIn(item.raw));
    });
  }

  /** Lets the account have an event. */
  emit(number: number): void {
    this.#account.emit(this.#way.simulated, { e: this.#way.event, T: number });
  }
}

function numberIn(raw: string): number {
  return (JSON.parse(raw) as { readonly T: number }).T;
}
