// A program and its exchange travel through time together: both clocks are led ahead alike, and only while nothing is
// under way, so that no machine is too slow for any of it.
import { nextTask } from "./next-task.mjs";
import { SteeredClock } from "./steered-clock.mjs";
import { Wire } from "./wire.mjs";

/** No longer at a time: timers of the program may fire this late, as in a browser's background tab. */
const STRIDE_MS = 60_000;

/** While something is awaited: how many times one looks. */
const LOOKS = 600;

export class Journey {
  clock = new SteeredClock();
  #world;
  #wire;

  /**
   * @param {import("./control.mjs").World} world
   * @param {import("@listenkey/core").Transport} transport
   */
  constructor(world, transport) {
    this.#world = world;
    this.#wire = new Wire(transport);
  }

  get transport() {
    return this.#wire.transport;
  }

  /**
   * @param {import("@listenkey/core").Signer} signer
   * @returns {import("@listenkey/core").Signer} The same; no time passes while it signs.
   */
  signer(signer) {
    return (payload) => this.#wire.track(Promise.resolve(signer(payload)));
  }

  /**
   * Lets time pass.
   *
   * @param {number} ms
   */
  async travel(ms) {
    for (let left = ms; left > 0; left -= STRIDE_MS) await this.#stride(Math.min(left, STRIDE_MS));
  }

  /**
   * Lets time pass until something is so.
   *
   * @param {string} what
   * @param {() => boolean | Promise<boolean>} isSo
   * @param {number} [withinMs]
   */
  async until(what, isSo, withinMs = 60_000) {
    for (let looks = 0; !(await isSo()); looks += 1) {
      if (looks === LOOKS) throw new Error(`expected that ${what} within ${withinMs} ms`);
      await this.#stride(withinMs / LOOKS);
    }
  }

  async #stride(ms) {
    await this.#quiet();
    // The program's clock first: what comes from the exchange may be late, never from the future.
    await this.clock.leap(ms, async () => this.#arrived(await this.#world.do("leap", { ms })));
    await this.#quiet();
  }

  /** Every frame has arrived that the exchange has sent on sockets that are open at both ends. */
  async #arrived(sent) {
    if (sent === this.#wire.frames) return;
    while ((await this.#world.do("frames")) !== this.#wire.frames) await nextTask();
  }

  /** Nothing is under way, and nothing begins when everything has run. */
  async #quiet() {
    do {
      await this.#wire.quiet();
      await nextTask();
    } while (!this.#wire.isQuiet);
  }
}
