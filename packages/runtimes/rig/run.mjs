// What one runtime has told of its cases.

/**
 * @typedef {object} Result
 * @property {string} group
 * @property {string} title
 * @property {number} ms
 * @property {string} [error]
 */

export class Run {
  /** @type {Result[]} */
  results = [];
  /** Resolves when the runtime says that it has told everything. */
  ended;
  #end;
  #worlds = new Map();
  #peer;

  /** @param {string} name */
  constructor(name) {
    this.name = name;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /**
   * Answers a program.
   *
   * @param {readonly string[]} path
   * @param {any} body
   * @param {{ openWorld: typeof import("./world-deeds.mjs").openWorld, startPeerServer: () => Promise<any> }} make
   */
  async answer([what, id, deed], body, make) {
    if (what === "result") return void this.results.push(body);
    if (what === "end") return void this.#end();
    if (what === "peer") return this.#openPeer(make);
    if (what === "world" && id === undefined) return this.#openWorld(body, make);
    const act = this.#worlds.get(id)?.deeds[deed];
    if (act === undefined) throw new Error(`nothing is called ${what}/${id}/${deed}`);
    return { result: (await act(body)) ?? null };
  }

  /** Ends what a program has left behind. */
  async close() {
    for (const { deeds } of this.#worlds.values()) await deeds.end();
    await this.#peer?.close();
  }

  async #openPeer({ startPeerServer }) {
    this.#peer = await startPeerServer();
    const { http, ws } = this.#peer;
    return { http, ws };
  }

  async #openWorld({ product }, { openWorld }) {
    const id = String(this.#worlds.size + 1);
    const world = await openWorld(id, product);
    this.#worlds.set(id, world);
    return world.told;
  }
}
