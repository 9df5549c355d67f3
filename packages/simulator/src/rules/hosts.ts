import type { RestFamily } from "./rest-rules.ts";
import type { SocketFamily } from "./socket-routes.ts";

/** A host of the exchange: what it serves, and what it has switched off. */
export interface HostRules {
  /** As in a URL: the name, and the port unless it is the scheme's own, e.g. `stream.binance.com:9443`. */
  readonly host: string;
  /**
   * Hosts of one environment share listen keys and limits; a key of another environment is bogus there.
   * Defaults to `live`.
   */
  readonly environment?: string;
  /** The endpoints it serves. Defaults to none. */
  readonly rest?: readonly RestFamily[];
  /** The endpoints it answers with 410. Defaults to none. */
  readonly retired?: readonly RestFamily[];
  /** The socket paths it serves. Defaults to none. */
  readonly sockets?: SocketFamily;
}

const TRADE_STREAMS: readonly RestFamily[] = ["spot", "margin-cross", "margin-isolated"];
const EVERYTHING: readonly RestFamily[] = [
  ...TRADE_STREAMS,
  "margin-risk",
  "fapi",
  "dapi",
  "eapi",
  "papi",
  "listen-token",
];

/** The environment of a host. */
export function environmentOf({ environment = LIVE }: HostRules): string {
  return environment;
}

function hosts(
  names: readonly string[],
  environment: string,
  rules: Omit<HostRules, "host" | "environment">,
): readonly HostRules[] {
  return names.map((host) => ({ host, environment, ...rules }));
}

/** The environment that real money is in, and every host that names no other. */
export const LIVE = "live";

/** The hosts of Binance itself, as of November 2026. */
export const binanceHosts: readonly HostRules[] = [
  ...hosts(
    ["", "-gcp", "1", "2", "3", "4"].map((suffix) => `api${suffix}.binance.com`),
    LIVE,
    { rest: ["margin-risk", "listen-token"], retired: TRADE_STREAMS },
  ),
  ...hosts(["fapi.binance.com"], LIVE, { rest: ["fapi"] }),
  ...hosts(["dapi.binance.com"], LIVE, { rest: ["dapi"] }),
  ...hosts(["eapi.binance.com"], LIVE, { rest: ["eapi"] }),
  ...hosts(["papi.binance.com"], LIVE, { rest: ["papi"] }),
  ...hosts(["stream.binance.com", "stream.binance.com:9443"], LIVE, { sockets: "trade-streams" }),
  ...hosts(["ws-api.binance.com", "ws-api.binance.com:9443"], LIVE, { sockets: "ws-api" }),
  ...hosts(["margin-stream.binance.com"], LIVE, { sockets: "risk-streams" }),
  ...hosts(["fstream.binance.com", "fstream-mm.binance.com"], LIVE, { sockets: "fstream" }),
  ...hosts(["dstream.binance.com", "dstream-mm.binance.com"], LIVE, {
    sockets: "coinm-streams",
  }),

  ...hosts(["testnet.binance.vision", "api1.testnet.binance.vision"], "testnet", {
    retired: ["spot"],
  }),
  ...hosts(["stream.testnet.binance.vision", "stream.testnet.binance.vision:9443"], "testnet", {
    sockets: "trade-streams",
  }),
  ...hosts(["ws-api.testnet.binance.vision", "ws-api.testnet.binance.vision:9443"], "testnet", {
    sockets: "ws-api",
  }),
  // The documented testnet and demo mode of futures are one backend under two names.
  ...hosts(["testnet.binancefuture.com"], "futures-demo", { rest: ["fapi", "dapi", "eapi"] }),
  ...hosts(["demo-fapi.binance.com"], "futures-demo", { rest: ["fapi"] }),
  ...hosts(["demo-dapi.binance.com"], "futures-demo", { rest: ["dapi"] }),
  ...hosts(
    ["fstream.binancefuture.com", "stream.binancefuture.com", "demo-fstream.binance.com"],
    "futures-demo",
    { sockets: "fstream" },
  ),
  ...hosts(["dstream.binancefuture.com", "demo-dstream.binance.com"], "futures-demo", {
    sockets: "coinm-streams",
  }),

  ...hosts(["demo-api.binance.com"], "demo", { retired: ["spot"] }),
  ...hosts(["demo-stream.binance.com", "demo-stream.binance.com:9443"], "demo", {
    sockets: "trade-streams",
  }),
  ...hosts(["demo-ws-api.binance.com", "demo-ws-api.binance.com:9443"], "demo", {
    sockets: "ws-api",
  }),
];

/**
 * A Binance-compatible exchange, which still serves what Binance has retired: all endpoints on one host, all
 * socket paths on the same or another. There a bare `/ws/<key>` carries what the key's own product allows.
 */
export function compatibleHosts(host: string, streamHost: string = host): readonly HostRules[] {
  return host === streamHost
    ? [{ host, rest: EVERYTHING, sockets: "combined" }]
    : [
        { host, rest: EVERYTHING },
        { host: streamHost, sockets: "combined" },
      ];
}

/** {@link binanceHosts}, and `api.compatible.example` with `stream.compatible.example`. */
export const defaultHosts: readonly HostRules[] = [
  ...binanceHosts,
  ...compatibleHosts("api.compatible.example", "stream.compatible.example"),
];

/** Everything on one host, whatever its name: what the server face is unless it is told to act as another. */
export const combinedHost: HostRules = { host: "localhost", rest: EVERYTHING, sockets: "combined" };
