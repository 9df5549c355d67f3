// The other end of a run: the process that serves the exchange, keeps its time and takes the results.

export class Control {
  #origin;
  #run;

  /**
   * @param {string} origin e.g. `http://127.0.0.1:4711`.
   * @param {string} run The name of this run.
   */
  constructor(origin, run) {
    this.#origin = origin;
    this.#run = run;
  }

  /** @returns {Promise<{ http: string, ws: string }>} The peer of the transport cases. */
  peer() {
    return this.#ask("peer");
  }

  /** @param {object} result Of a case: its title, how long it took, and the error if it failed. */
  tell(result) {
    return this.#ask("result", result);
  }

  /** Says that there are no more results. */
  end() {
    return this.#ask("end");
  }

  /**
   * @param {string} product As the simulator calls it.
   * @returns {Promise<World>} An exchange of its own, with an account.
   */
  async openWorld(product) {
    const world = await this.#ask("world", { product });
    return new World(world, (deed, more) => this.#ask(`world/${world.id}/${deed}`, more));
  }

  async #ask(what, body = {}) {
    const answer = await fetch(`${this.#origin}/run/${encodeURIComponent(this.#run)}/${what}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

/** An exchange, seen from the program: where it is, and what can be done to it. */
export class World {
  /** @type {{ rest: string, stream: string, wsApi: string }} */
  environment;
  /** @type {string} */
  apiKey;
  /** @type {string} */
  secret;
  #ask;

  constructor({ environment, apiKey, secret }, ask) {
    Object.assign(this, { environment, apiKey, secret });
    this.#ask = ask;
  }

  /**
   * Does something to the exchange, or asks it something; see `rig/world-deeds.mjs`.
   *
   * @param {string} deed
   * @param {object} [more]
   * @returns {Promise<any>}
   */
  async do(deed, more) {
    const { result } = await this.#ask(deed, more);
    return result;
  }
}
