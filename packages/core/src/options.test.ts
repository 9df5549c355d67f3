import { describe, expect, test } from "vitest";
import {
  createListenKeyApi,
  createListenKeyManager,
  type ListenKeyApiOptions,
  type ListenKeyManagerOptions,
} from "./index.ts";
import { scriptedTransport, virtualClock } from "./testing.ts";
import { testProduct } from "./testing/test-product.ts";

/** What is wrong, the options that are, and what the error has to say: the option's name and the remedy. */
type BadInput = readonly [what: string, options: Record<string, unknown>, says: readonly string[]];

const SECRET = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zv";

const empty = ["apiKey is empty", "give the API key as the exchange shows it"];
const padded = ["apiKey has white space around it", "trim it"];
const odd = ["apiKey has characters that no API key has", "give it as the exchange shows it"];

const badApiKeys: readonly BadInput[] = [
  ["an empty API key", { apiKey: "" }, empty],
  ["no API key", { apiKey: undefined }, empty],
  ["an API key after a blank", { apiKey: ` ${SECRET}` }, padded],
  ["an API key with a line end", { apiKey: `${SECRET}\n` }, padded],
  ["an API key before a no-break space", { apiKey: `${SECRET}\u00a0` }, padded],
  ["an API key with an umlaut", { apiKey: `${SECRET}ü` }, odd],
  ["two API keys", { apiKey: `${SECRET} ${SECRET}` }, odd],
  ["an API key with a control character", { apiKey: `${SECRET}\u0000` }, odd],
];

const { listenKey: _facet, ...withoutListenKeys } = testProduct();
const noProduct = ["product is not a product", "give a value such as umfutures"];
const noListenKeys = ["product test has no listen keys", "give one that has"];

const badProducts: readonly BadInput[] = [
  ["no product", { product: undefined }, noProduct],
  ["null for a product", { product: null }, noProduct],
  ["a product's name", { product: "umfutures" }, noProduct],
  ["a function to a product", { product: () => testProduct() }, noProduct],
  ["a product without hosts", { product: { id: "umfutures" } }, noProduct],
  [
    "a product with null for hosts",
    { product: { ...testProduct(), environments: null } },
    noProduct,
  ],
  ["a product without pools", { product: { ...testProduct(), pools: undefined } }, noProduct],
  ["a product without listen keys", { product: withoutListenKeys }, noListenKeys],
  [
    "a product with null for listen keys",
    { product: { ...testProduct(), listenKey: null } },
    noListenKeys,
  ],
];

const withoutSend = { name: "half", connect: () => {} };
const withoutConnect = { name: "half", send: () => {} };
const noSend = ["transport has no send()", "give fetchTransport()"];
const noConnect = ["transport has no connect()", "give fetchTransport()"];

const badTransports: readonly BadInput[] = [
  ["no transport", { transport: undefined }, noSend],
  ["null for a transport", { transport: null }, noSend],
  ["a function to a transport", { transport: scriptedTransport }, noSend],
  ["a transport without send", { transport: withoutSend }, noSend],
  ["a transport without connect", { transport: withoutConnect }, noConnect],
];

const unknownName = ['environment "mainnet" is unknown', 'use "live", "testnet"'];

const badEnvironments: readonly BadInput[] = [
  ["an unknown environment", { environment: "mainnet" }, unknownName],
  ["null for an environment", { environment: null }, ["environment must be a name or { rest"]],
  ["an environment without rest", { environment: {} }, ["environment.rest is missing"]],
  ...(
    [
      ["that is no URL", "own.test", "give an origin such as https://"],
      ["that is not encrypted", "http://own.test", "use https:"],
      ["with another scheme", "ftp://own.test", "must be https:"],
      ["with credentials", `https://me:${SECRET}@own.test`, "must be without credentials"],
    ] as const
  ).map(([what, rest, remedy]): BadInput => [
    `a REST origin ${what}`,
    { environment: { rest } },
    ["environment.rest", remedy],
  ]),
];

/** Every number that an option does not take. */
function badNumbers(option: string, numbers: readonly unknown[], remedy: string): BadInput[] {
  return numbers.map((number) => [
    `${typeof number} ${String(number)} for ${option}`,
    { [option]: number },
    [option, remedy],
  ]);
}

const noNumbers = [Number.NaN, 0, -1, Number.NEGATIVE_INFINITY, "1000"];
const duration = "must be a number of milliseconds over 0";

const forApi: readonly BadInput[] = [
  ...badApiKeys,
  ...badProducts,
  ...badTransports,
  ...badEnvironments,
  ...badNumbers("requestTimeoutMs", [...noNumbers, Infinity], duration),
];

const create = () => Promise.resolve({ listenKey: "KEY" });
const noKeys = ["keys must have create() and renew()", "see KeySource"];

/** Options with a source of keys instead of an API key. */
const sourced = (keys: unknown, more = {}) => ({ apiKey: undefined, keys, ...more });
const source = { create, renew: create };

const forManager: readonly BadInput[] = [
  ...forApi,
  ...badNumbers("lifetimeMs", [...noNumbers, Infinity], duration),
  ...badNumbers("openTimeoutMs", noNumbers, `${duration}, or Infinity`),
  ...badNumbers("weightShare", [...noNumbers, Infinity, 1.01], "must be a number over 0 and up"),
  ["both an API key and keys", { keys: source }, ["apiKey and keys are both given", "give one"]],
  ["neither an API key nor keys", sourced(undefined), empty],
  ["null for keys", sourced(null), noKeys],
  ["keys without create", sourced({ renew: create }), noKeys],
  ["keys without renew", sourced({ create }), noKeys],
  ["keys beside half a transport", sourced(source, { transport: withoutConnect }), noConnect],
];

/** What a factory throws, and the requests it has made by then. */
function attempt(make: (options: object) => unknown, different: Record<string, unknown>) {
  const transport = scriptedTransport();
  const right = { product: testProduct(), apiKey: SECRET, transport, clock: virtualClock() };
  let thrown: unknown;
  try {
    make({ ...right, ...different });
  } catch (error) {
    thrown = error;
  }
  return { thrown, requests: transport.requests };
}

const makeApi = (options: object) => createListenKeyApi(options as ListenKeyApiOptions);
const makeManager = (options: object) => createListenKeyManager(options as ListenKeyManagerOptions);

describe.each([
  { name: "createListenKeyApi", make: makeApi, badInputs: forApi },
  { name: "createListenKeyManager", make: makeManager, badInputs: forManager },
])("refused by $name", ({ make, badInputs }) => {
  test.each(badInputs)("%s", (_, options, says) => {
    const { thrown, requests } = attempt(make, options);
    expect(thrown).toMatchObject({ code: "CONFIGURATION" });
    const { message } = thrown as Error;
    for (const part of says) expect(message).toContain(part);
    expect(message).not.toContain(SECRET);
    expect(requests).toEqual([]);
  });
});

test.each([
  [makeApi, {}],
  [makeManager, {}],
  [makeManager, { openTimeoutMs: Infinity, weightShare: 1 }],
  [makeManager, sourced(source, { transport: undefined })],
])("nothing is sent, and nothing refused, when the options are right: %#", (make, options) => {
  expect(attempt(make, options)).toEqual({ thrown: undefined, requests: [] });
});

test.each([createListenKeyApi, createListenKeyManager])(
  "%o refuses to be called without options",
  (make) => {
    const bare = make as () => unknown;
    expect(bare).toThrow(expect.objectContaining({ code: "CONFIGURATION" }));
  },
);
