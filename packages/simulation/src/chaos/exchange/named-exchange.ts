import type { Exchange } from "@listenkey/simulator";

/** Who comes in by a server. */
export interface Caller {
  /** The name in the exchange's log. */
  readonly client: string;
  /** The address that rate limits are counted by. */
  readonly ip: string;
}

/**
 * The same exchange for a server of its own: whoever comes in by that has a name and an address. On loopback all
 * clients would be one.
 */
export function namedExchange(exchange: Exchange, caller: Caller): Exchange {
  const gate: Exchange["gate"] = {
    clock: exchange.gate.clock,
    hostNamed: (host) => exchange.gate.hostNamed(host),
    isDown: () => exchange.gate.isDown(),
    request: (call) => exchange.gate.request({ ...call, ...caller }),
    dial: (dial) => exchange.gate.dial({ ...dial, ...caller }),
  };
  return new Proxy(exchange, {
    get: (target, name) => (name === "gate" ? gate : Reflect.get(target, name, target)),
  });
}
