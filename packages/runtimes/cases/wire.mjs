// A transport that knows what is under way: time may be led ahead only while nothing is.

export class Wire {
  /** Requests, handshakes, frames and signatures that nobody has answered yet. */
  #open = new Set();
  #waiting = [];
  /** Sockets that are open, and how many frames have come in on each. */
  #heard = new Map();

  /** @param {import("@listenkey/core").Transport} inner */
  constructor(inner) {
    /** @type {import("@listenkey/core").Transport} */
    this.transport = {
      name: inner.name,
      allowInsecure: inner.allowInsecure ?? false,
      send: (request) => this.track(inner.send(request)),
      connect: (request, handlers) => this.#connect(inner, request, handlers),
      close: () => inner.close?.(),
    };
  }

  /**
   * Counts something as under way until it is settled.
   *
   * @template Result
   * @param {Promise<Result>} promise
   * @returns {Promise<Result>}
   */
  async track(promise) {
    const token = {};
    this.#open.add(token);
    try {
      return await promise;
    } finally {
      this.#settle(token);
    }
  }

  /** Whether nothing is under way. */
  get isQuiet() {
    return this.#open.size === 0;
  }

  /** How many frames have come in on the sockets that are open. */
  get frames() {
    return [...this.#heard.values()].reduce((sum, frames) => sum + frames, 0);
  }

  /** Resolves as soon as nothing is under way. */
  async quiet() {
    while (!this.isQuiet) {
      await new Promise((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  #connect(inner, request, handlers) {
    const handshake = {};
    const asked = new Map();
    this.#open.add(handshake);
    const socket = inner.connect(request, {
      ...handlersOf(handlers),
      open: () => {
        this.#heard.set(handshake, 0);
        this.#settle(handshake);
        handlers.open();
      },
      message: (text) => {
        this.#heard.set(handshake, this.#heard.get(handshake) + 1);
        this.#answer(asked, text);
        handlers.message(text);
      },
      end: (how) => {
        this.#drop(handshake, asked);
        handlers.end(how);
      },
    });
    return {
      send: (text) => {
        if (this.#heard.has(handshake)) this.#ask(asked, text);
        socket.send(text);
      },
      close: (code, reason) => {
        this.#drop(handshake, asked);
        socket.close(code, reason);
      },
    };
  }

  #ask(asked, text) {
    const id = idOf(text);
    if (id === undefined || asked.has(id)) return;
    const token = {};
    asked.set(id, token);
    this.#open.add(token);
  }

  #answer(asked, text) {
    if (asked.size === 0) return;
    const id = idOf(text);
    const token = asked.get(id);
    if (token === undefined) return;
    asked.delete(id);
    this.#settle(token);
  }

  #drop(handshake, asked) {
    this.#heard.delete(handshake);
    for (const token of [handshake, ...asked.values()]) this.#settle(token);
    asked.clear();
  }

  #settle(token) {
    this.#open.delete(token);
    if (!this.isQuiet) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

function handlersOf(handlers) {
  return {
    unreadable: (byteLength) => handlers.unreadable(byteLength),
    activity: () => handlers.activity(),
  };
}

/** The id by which a request on a socket and its answer belong together. */
function idOf(text) {
  const { id } = JSON.parse(text);
  return id;
}
