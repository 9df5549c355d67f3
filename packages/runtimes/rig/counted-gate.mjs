// The way into an exchange, counting what it sends: so one can tell whether everything has arrived.

/** @implements {import("@listenkey/simulator").ExchangeGate} */
export class CountedGate {
  #gate;
  /** Sockets that are open, and how many frames were sent on each. */
  #sent = new Map();
  #waiting = [];

  /** @param {import("@listenkey/simulator").ExchangeGate} gate */
  constructor(gate) {
    this.#gate = gate;
    this.clock = gate.clock;
  }

  hostNamed = (host) => this.#gate.hostNamed(host);
  isDown = () => this.#gate.isDown();
  request = (call) => this.#gate.request(call);

  dial = async (dial) => {
    const outcome = await this.#gate.dial(dial);
    if (outcome.kind !== "open") return outcome;
    return { ...outcome, attach: (link) => this.#attach(outcome, link) };
  };

  /** How many frames were sent on the sockets that are open. */
  get frames() {
    return [...this.#sent.values()].reduce((sum, frames) => sum + frames, 0);
  }

  /** Resolves when no socket is open. */
  async allClosed() {
    while (this.#sent.size > 0) {
      await new Promise((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  #attach(outcome, link) {
    const key = {};
    this.#sent.set(key, 0);
    const send = (text) => {
      if (this.#sent.has(key)) this.#sent.set(key, this.#sent.get(key) + 1);
      link.send(text);
    };
    const socket = outcome.attach({ ...link, send });
    return {
      received: (text) => socket.received(text),
      pinged: () => socket.pinged(),
      ponged: () => socket.ponged(),
      gone: () => {
        this.#sent.delete(key);
        for (const resolve of this.#waiting.splice(0)) resolve();
        socket.gone();
      },
    };
  }
}
