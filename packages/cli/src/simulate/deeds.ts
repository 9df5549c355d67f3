import {
  fault,
  type AccountKeys,
  type Exchange,
  type Fault,
  type ProductId,
  type SimulatedAccount,
  type SimulatedSocket,
} from "@listenkey/simulator";

/** What a deed is done to. Times are the exchange's own. */
interface Scene {
  readonly exchange: Exchange;
  readonly account: SimulatedAccount;
  /** Whose keys and subscriptions. */
  readonly products: readonly ProductId[];
  /** How many sockets at most, the youngest first; absent for all. */
  readonly times: number | undefined;
  /** What stands behind the `=` of the fault. */
  readonly value: number;
  /** How long it lasts, in milliseconds; absent where no span is given. */
  readonly lastsMs: number | undefined;
}

/** Lets something go wrong at once. @returns How many sockets, keys or products it struck. */
export type Deed = (scene: Scene) => number;

/** Sockets go half-open. */
export const halfOpen: Deed = (scene) => {
  strikeNewSockets(scene, fault.freezeSocket());
  return toSockets(scene, (socket) => socket.freeze());
};

/** Sockets are cut. */
export const cut: Deed = (scene) => {
  strikeNewSockets(scene, fault.refuseSocket());
  return toSockets(scene, (socket) => socket.cut());
};

/** Sockets answer nothing any more. */
export const deafen: Deed = (scene) => toSockets(scene, (socket) => socket.deafen());

/** Everything comes late on sockets. */
export const lag: Deed = (scene) => {
  const { exchange, value, lastsMs } = scene;
  strikeNewSockets(scene, fault.laggingSocket(value));
  const struck = youngest(scene);
  for (const socket of struck) socket.lag(value);
  if (lastsMs !== undefined) {
    // Sockets that were opened late stay late no longer than the others.
    exchange.faults.at(exchange.now() + lastsMs, () => {
      for (const socket of exchange.sockets) socket.lag(0);
    });
  }
  return struck.length;
};

/** The exchange is away for a while. */
export const outage: Deed = ({ exchange, lastsMs = 0 }) => {
  const struck = exchange.sockets.length;
  exchange.goDown();
  exchange.faults.at(exchange.now() + lastsMs, () => exchange.comeBack());
  return struck;
};

/** The exchange says that it goes away, and does. */
export const shutdown: Deed = ({ exchange, lastsMs = 0 }) => {
  const struck = exchange.sockets.length;
  exchange.announceShutdown({ cutAfterMs: lastsMs });
  return struck;
};

/** Listen keys lapse. */
export const expireKey: Deed = (scene) => toLiveKeys(scene, (keys) => keys.expire());

/** Another client deletes listen keys. */
export const revokeKey: Deed = (scene) => toLiveKeys(scene, (keys) => keys.revoke());

/** Another client deletes listen keys, and makes new ones. */
export const recreateKey: Deed = (scene) => toLiveKeys(scene, (keys) => keys.recreate());

/** Subscriptions end. */
export const endSubscriptions: Deed = ({ account, products }) => {
  for (const product of products) account.endSubscriptions(product);
  return products.length;
};

/** The API key is refused. */
export const blockApiKey: Deed = ({ exchange, account, lastsMs }) => {
  for (const apiKey of account.apiKeys) account.blockApiKey(apiKey);
  if (lastsMs !== undefined) {
    exchange.faults.at(exchange.now() + lastsMs, () => {
      for (const apiKey of account.apiKeys) account.allowApiKey(apiKey);
    });
  }
  return account.apiKeys.length;
};

function strikeNewSockets({ exchange, lastsMs }: Scene, struckBy: Fault): void {
  if (lastsMs === undefined) return;
  const from = exchange.now();
  exchange.faults.during({ from, until: from + lastsMs }, {}, struckBy);
}

function toSockets(scene: Scene, act: (socket: SimulatedSocket) => void): number {
  const struck = youngest(scene);
  for (const socket of struck) act(socket);
  return struck.length;
}

function youngest({ exchange: { sockets }, times }: Scene): readonly SimulatedSocket[] {
  return times === undefined ? [...sockets] : sockets.slice(-times);
}

/** Products that share a key have it struck once. */
function toLiveKeys({ account, products }: Scene, act: (keys: AccountKeys) => void): number {
  const live = products
    .map((product) => account.keys(product))
    .filter(({ listenKey }) => listenKey !== undefined);
  const byNumber = new Map(live.map((keys) => [keys.number, keys]));
  for (const keys of byNumber.values()) act(keys);
  return byNumber.size;
}
