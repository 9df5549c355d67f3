import type { CancelTimer, Random } from "@listenkey/core";
import type { CallBudget, DialUrgency } from "@listenkey/core/kit";
import { affordableTurn } from "../feeds/affordable-turn.ts";
import type { ApiCaller } from "./api-call.ts";
import { isMoreUrgent, type TurnQueue } from "./turn-queue.ts";

/** What an {@link ApiDial} depends on. */
export interface ApiDialTerms extends Pick<ApiCaller, "governor" | "draw" | "clock"> {
  readonly turns: TurnQueue;
  /** Which part of the pool it may use. */
  readonly weightShare: number;
  readonly random: Random;
  /** What the accounts may still dial that wait for it. */
  readonly budgets: () => readonly CallBudget[];
}

/** The request weight of a handshake, as web-socket-api.md of https://github.com/binance/binance-spot-api-docs has it. */
const DIAL_WEIGHT = 2;

/** Waits until a connection may be dialled: as long as whoever wants it most urgently has to. */
export class ApiDial {
  readonly #terms: ApiDialTerms;
  readonly #go: () => void;
  #waiting: { readonly urgency: DialUrgency; readonly cancel: CancelTimer } | undefined;
  /** The turn in the dial budget of the pool has come. */
  #hasTurn = false;

  /** @param go Called once when it may be dialled, never before `want` has returned. */
  constructor(terms: ApiDialTerms, go: () => void) {
    this.#terms = terms;
    this.#go = go;
  }

  /** Somebody wants it. */
  want(urgency: DialUrgency): void {
    if (this.#waiting && !isMoreUrgent(urgency, this.#waiting.urgency)) return;
    this.#waiting?.cancel();
    const cancel = this.#hasTurn ? this.#askPool(urgency) : this.#askBudget(urgency);
    this.#waiting = { urgency, cancel };
  }

  /** Nobody wants it any more. */
  cancel(): void {
    this.#waiting?.cancel();
  }

  #askBudget(urgency: DialUrgency): CancelTimer {
    const { governor, draw } = this.#terms;
    return governor.dial(draw, urgency, () => {
      this.#hasTurn = true;
      this.#waiting = { urgency, cancel: this.#askPool(urgency) };
    });
  }

  #askPool(urgency: DialUrgency): CancelTimer {
    const { turns, weightShare: share, random, clock, budgets } = this.#terms;
    const turn = { urgency: () => urgency, weight: DIAL_WEIGHT, share, random };
    const ask = (go: () => void): CancelTimer => turns.ask(turn, go);
    return affordableTurn({ clock, ask, budgets }, this.#go);
  }
}
