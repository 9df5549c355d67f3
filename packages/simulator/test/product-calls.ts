/** A family of listen-key endpoints, as its documents print it. Written anew here, not read from the rules. */
export interface DocumentedCalls {
  readonly product: string;
  readonly path: string;
  /** What POST needs. */
  readonly query: string;
  /** Whether PUT, and whether DELETE, names the key. */
  readonly namesKey: { readonly put: boolean; readonly delete: boolean };
  /** The body of a PUT; `%` stands for the key. */
  readonly putBody: string;
  /** The body of a POST; `%` stands for the key, `@` for the end of its life. */
  readonly postBody: string;
  readonly unknownKey: string;
  readonly weights: { readonly post: number; readonly put: number; readonly delete: number };
  readonly header: string;
  /** Where a live key hears events: path before and behind the key. */
  readonly socket: readonly [string, string];
}

const tail = (path: string): string => ` Please use \`POST ${path}\` to recreate \`listenKey\``;
const missing = "This listenKey does not exist.";
const both = { put: true, delete: true };
const none = { put: false, delete: false };
const one = { post: 1, put: 1, delete: 1 };

/** Every family of the documents. */
export const documentedCalls: readonly DocumentedCalls[] = [
  {
    product: "spot",
    path: "/api/v3/userDataStream",
    query: "",
    namesKey: both,
    putBody: "{}",
    postBody: '{"listenKey":"%"}',
    unknownKey: missing,
    weights: { post: 2, put: 2, delete: 2 },
    header: "x-mbx-used-weight-1m",
    socket: ["/ws/", ""],
  },
  {
    product: "margin-cross",
    path: "/sapi/v1/userDataStream",
    query: "",
    namesKey: both,
    putBody: "{}",
    postBody: '{"listenKey":"%"}',
    unknownKey: missing,
    weights: one,
    header: "x-sapi-used-uid-weight-1m",
    socket: ["/ws/", ""],
  },
  {
    product: "margin-isolated-BTCUSDT",
    path: "/sapi/v1/userDataStream/isolated",
    query: "symbol=BTCUSDT",
    namesKey: both,
    putBody: "{}",
    postBody: '{"listenKey":"%"}',
    unknownKey: missing,
    weights: one,
    header: "x-sapi-used-uid-weight-1m",
    socket: ["/ws/", ""],
  },
  {
    product: "margin-risk",
    path: "/sapi/v1/margin/listen-key",
    query: "",
    namesKey: { put: true, delete: false },
    putBody: "{}",
    postBody: '{"listenKey":"%"}',
    unknownKey: missing,
    weights: { post: 1, put: 1, delete: 3000 },
    header: "x-sapi-used-uid-weight-1m",
    socket: ["/ws/", ""],
  },
  {
    product: "umfutures",
    path: "/fapi/v1/listenKey",
    query: "",
    namesKey: none,
    putBody: '{"listenKey":"%"}',
    postBody: '{"listenKey":"%"}',
    unknownKey: missing + tail("/fapi/v1/listenKey"),
    weights: one,
    header: "x-mbx-used-weight-1m",
    socket: [
      "/private/ws?listenKey=",
      "&events=ORDER_TRADE_UPDATE/ACCOUNT_UPDATE/listenKeyExpired",
    ],
  },
  {
    product: "cmfutures",
    path: "/dapi/v1/listenKey",
    query: "",
    namesKey: none,
    putBody: '{"listenKey":"%"}',
    postBody: '{"listenKey":"%"}',
    unknownKey: missing + tail("/fapi/v1/listenKey"),
    weights: one,
    header: "x-mbx-used-weight-1m",
    socket: ["/ws/", ""],
  },
  {
    product: "options",
    path: "/eapi/v1/listenKey",
    query: "",
    namesKey: none,
    putBody: "{}",
    postBody: '{"listenKey":"%","expiration":@}',
    unknownKey: missing,
    weights: one,
    header: "x-mbx-used-weight-1m",
    socket: ["/private/ws/", ""],
  },
  {
    product: "portfolio-margin",
    path: "/papi/v1/listenKey",
    query: "",
    namesKey: none,
    putBody: "{}",
    postBody: '{"listenKey":"%"}',
    unknownKey: missing + tail("/papi/v1/listenKey"),
    weights: one,
    header: "x-mbx-used-weight-1m",
    socket: ["/pm/ws/", ""],
  },
];

/** The families whose PUT names the key. */
export const namingCalls: readonly DocumentedCalls[] = documentedCalls.filter(
  ({ namesKey }) => namesKey.put,
);

/** A path with a query made of those parts that are not empty. */
export function withQuery(path: string, ...parts: readonly string[]): string {
  const query = parts.filter((part) => part !== "").join("&");
  return query === "" ? path : `${path}?${query}`;
}
