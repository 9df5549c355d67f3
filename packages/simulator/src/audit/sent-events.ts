import type { EventSentRecord } from "../log/log-record.ts";

/** What can be done to a frame on a socket that is well, so that nobody can notice what is missing. */
const SPOILT = new Set(["drop", "corrupt", "binary"]);

/** Which sockets each event was sent to, and what was done to it on the way. */
export class SentEvents {
  /** Event and socket of each frame that left whole, in turn: a day has very many. */
  readonly #whole: number[] = [];
  readonly #spoilt = new Map<number, number[]>();

  add({ kind, event, socket, fault }: EventSentRecord): void {
    if (fault !== undefined && SPOILT.has(fault)) {
      const sockets = this.#spoilt.get(event);
      if (sockets === undefined) this.#spoilt.set(event, [socket]);
      else sockets.push(socket);
    } else if (kind === "eventSent") this.#whole.push(event, socket);
  }

  /** Those of some events that reached none of the sockets whole, one of which would have brought it. */
  untold(events: readonly number[], isOurs: (socket: number) => boolean): ReadonlySet<number> {
    const untold = new Set(events.filter((event) => this.#spoilt.get(event)?.some(isOurs)));
    if (untold.size === 0) return untold;
    for (let index = 0; index < this.#whole.length; index += 2) {
      const event = this.#whole[index] ?? 0;
      if (untold.has(event) && isOurs(this.#whole[index + 1] ?? 0)) untold.delete(event);
    }
    return untold;
  }
}
