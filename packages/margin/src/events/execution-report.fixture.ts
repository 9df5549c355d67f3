// Examples of `executionReport`. Conditional fields have the values that the page's table of them prints.
import type { Example } from "./example.fixture.ts";
import type { ExecutionReport } from "./execution-report.ts";

/** What the examples have in common: the documented one without its conditional fields. */
const plain = {
  e: "executionReport",
  E: 1499405658658,
  s: "ETHBTC",
  c: "mUvoqJxFIILMdfAW5iGSOW",
  S: "BUY",
  o: "LIMIT",
  f: "GTC",
  q: "1.00000000",
  p: "0.10264410",
  P: "0.00000000",
  F: "0.00000000",
  g: "-1",
  C: "",
  x: "NEW",
  X: "NEW",
  r: "NONE",
  i: "4293153",
  l: "0.00000000",
  z: "0.00000000",
  L: "0.00000000",
  n: "0",
  N: null,
  T: 1499405658657,
  t: "-1",
  I: "8641984",
  w: true,
  m: false,
  M: false,
  O: 1499405658657,
  Z: "0.00000000",
  Y: "0.00000000",
  Q: "0.00000000",
  W: 1499405658657,
  V: "NONE",
} satisfies ExecutionReport;

/** As the page of spot, to which margin's refers, prints it, with `v`, which is there only after self-trade prevention. */
export const newOrder = {
  source: "documented",
  text: `{
  "e": "executionReport",
  "E": 1499405658658,
  "s": "ETHBTC",
  "c": "mUvoqJxFIILMdfAW5iGSOW",
  "S": "BUY",
  "o": "LIMIT",
  "f": "GTC",
  "q": "1.00000000",
  "p": "0.10264410",
  "P": "0.00000000",
  "F": "0.00000000",
  "g": -1,
  "C": "",
  "x": "NEW",
  "X": "NEW",
  "r": "NONE",
  "i": 4293153,
  "l": "0.00000000",
  "z": "0.00000000",
  "L": "0.00000000",
  "n": "0",
  "N": null,
  "T": 1499405658657,
  "t": -1,
  "v": 3,
  "I": 8641984,
  "w": true,
  "m": false,
  "M": false,
  "O": 1499405658657,
  "Z": "0.00000000",
  "Y": "0.00000000",
  "Q": "0.00000000",
  "W": 1499405658657,
  "V": "NONE"
}`,
  data: { ...plain, v: "3" },
} satisfies Example<ExecutionReport>;

/** A fill, with ids beyond 2^53. */
export const trade = {
  source: "made up",
  text: '{"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"mUvoqJxFIILMdfAW5iGSOW","S":"BUY","o":"LIMIT","f":"GTC","q":"1.00000000","p":"0.10264410","P":"0.00000000","F":"0.00000000","g":-1,"C":"","x":"TRADE","X":"PARTIALLY_FILLED","r":"NONE","i":9007199254740993,"l":"0.40000000","z":"0.40000000","L":"0.10264000","n":"0.00040000","N":"ETH","T":1499405658657,"t":9007199254740995,"I":9007199254741001,"w":true,"m":true,"M":false,"O":1499405658657,"Z":"0.04105600","Y":"0.04105600","Q":"0.00000000","W":1499405658657,"V":"NONE"}',
  data: {
    ...plain,
    x: "TRADE",
    X: "PARTIALLY_FILLED",
    i: "9007199254740993",
    I: "9007199254741001",
    t: "9007199254740995",
    l: "0.40000000",
    z: "0.40000000",
    L: "0.10264000",
    n: "0.00040000",
    N: "ETH",
    m: true,
    Z: "0.04105600",
    Y: "0.04105600",
  },
} satisfies Example<ExecutionReport>;

/** A fill by smart order routing of an order with a strategy: an allocation, and no trade. */
export const allocation = {
  source: "made up",
  text: '{"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"mUvoqJxFIILMdfAW5iGSOW","S":"BUY","o":"LIMIT","f":"GTC","q":"1.00000000","p":"0.10264410","P":"0.00000000","F":"0.00000000","g":-1,"C":"","x":"TRADE","X":"FILLED","r":"NONE","i":4293153,"l":"1.00000000","z":"1.00000000","L":"0.10260000","n":"0.00100000","N":"ETH","T":1499405658657,"t":-1,"I":8641984,"w":false,"m":false,"M":false,"O":1499405658657,"Z":"0.10260000","Y":"0.10260000","Q":"0.00000000","W":1499405658657,"V":"NONE","j":1,"J":1000000,"b":"ONE_PARTY_TRADE_REPORT","a":1234,"k":"SOR","uS":true}',
  data: {
    ...plain,
    x: "TRADE",
    X: "FILLED",
    l: "1.00000000",
    z: "1.00000000",
    L: "0.10260000",
    n: "0.00100000",
    N: "ETH",
    Z: "0.10260000",
    Y: "0.10260000",
    w: false,
    j: "1",
    J: 1000000,
    b: "ONE_PARTY_TRADE_REPORT",
    a: "1234",
    k: "SOR",
    uS: true,
  },
} satisfies Example<ExecutionReport>;

/** A cancel, under the id of the request that cancelled. */
export const cancelled = {
  source: "made up",
  text: '{"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"cancel-7","S":"BUY","o":"LIMIT","f":"GTC","q":"1.00000000","p":"0.10264410","P":"0.00000000","F":"0.00000000","g":-1,"C":"mUvoqJxFIILMdfAW5iGSOW","x":"CANCELED","X":"CANCELED","r":"NONE","i":4293153,"l":"0.00000000","z":"0.00000000","L":"0.00000000","n":"0","N":null,"T":1499405658657,"t":-1,"I":8641984,"w":false,"m":false,"M":false,"O":1499405658657,"Z":"0.00000000","Y":"0.00000000","Q":"0.00000000","W":1499405658657,"V":"NONE"}',
  data: {
    ...plain,
    c: "cancel-7",
    C: "mUvoqJxFIILMdfAW5iGSOW",
    x: "CANCELED",
    X: "CANCELED",
    w: false,
  },
} satisfies Example<ExecutionReport>;

/** An amendment that keeps the order's priority, and gives it a new id. */
export const amended = {
  source: "made up",
  text: '{"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"amended-7","S":"BUY","o":"LIMIT","f":"GTC","q":"0.50000000","p":"0.10264410","P":"0.00000000","F":"0.00000000","g":-1,"C":"mUvoqJxFIILMdfAW5iGSOW","x":"REPLACED","X":"NEW","r":"NONE","i":4293153,"l":"0.00000000","z":"0.00000000","L":"0.00000000","n":"0","N":null,"T":1499405658657,"t":-1,"I":8641984,"w":true,"m":false,"M":false,"O":1499405658657,"Z":"0.00000000","Y":"0.00000000","Q":"0.00000000","W":1499405658657,"V":"NONE"}',
  data: { ...plain, c: "amended-7", C: "mUvoqJxFIILMdfAW5iGSOW", x: "REPLACED", q: "0.50000000" },
} satisfies Example<ExecutionReport>;

/** An order that would have traded with its own account. */
export const prevented = {
  source: "made up",
  text: '{"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"mUvoqJxFIILMdfAW5iGSOW","S":"BUY","o":"LIMIT","f":"GTC","q":"1.00000000","p":"0.10264410","P":"0.00000000","F":"0.00000000","g":-1,"C":"","x":"TRADE_PREVENTION","X":"EXPIRED_IN_MATCH","r":"NONE","i":4293153,"l":"0.00000000","z":"0.00000000","L":"0.00000000","n":"0","N":null,"T":1499405658657,"t":-1,"I":8641984,"w":false,"m":false,"M":false,"O":1499405658657,"Z":"0.00000000","Y":"0.00000000","Q":"0.00000000","W":1499405658657,"V":"EXPIRE_TAKER","v":3,"A":"3.000000","B":"3.000000","u":1,"U":37,"Cs":"BTCUSDT","pl":"2.123456","pL":"0.10000001","pY":"0.21234562"}',
  data: {
    ...plain,
    x: "TRADE_PREVENTION",
    X: "EXPIRED_IN_MATCH",
    w: false,
    V: "EXPIRE_TAKER",
    v: "3",
    A: "3.000000",
    B: "3.000000",
    u: "1",
    U: "37",
    Cs: "BTCUSDT",
    pl: "2.123456",
    pL: "0.10000001",
    pY: "0.21234562",
  },
} satisfies Example<ExecutionReport>;

/** A trailing stop that found nobody to trade with. */
export const expired = {
  source: "made up",
  text: '{"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"mUvoqJxFIILMdfAW5iGSOW","S":"BUY","o":"STOP_LOSS_LIMIT","f":"IOC","q":"1.00000000","p":"0.10264410","P":"0.10260000","F":"0.00000000","g":-1,"C":"","x":"EXPIRED","X":"EXPIRED","r":"NONE","i":4293153,"l":"0.00000000","z":"0.00000000","L":"0.00000000","n":"0","N":null,"T":1499405658657,"t":-1,"I":8641984,"w":false,"m":false,"M":false,"O":1499405658657,"Z":"0.00000000","Y":"0.00000000","Q":"0.00000000","W":1499405658657,"V":"NONE","d":4,"D":1668680518494,"eR":"UNFILLED_IOC_QUANTITY_EXPIRED"}',
  data: {
    ...plain,
    o: "STOP_LOSS_LIMIT",
    f: "IOC",
    P: "0.10260000",
    x: "EXPIRED",
    X: "EXPIRED",
    w: false,
    d: 4,
    D: 1668680518494,
    eR: "UNFILLED_IOC_QUANTITY_EXPIRED",
  },
} satisfies Example<ExecutionReport>;

/** A pegged order. */
export const pegged = {
  source: "made up",
  text: '{"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"mUvoqJxFIILMdfAW5iGSOW","S":"BUY","o":"LIMIT","f":"GTC","q":"1.00000000","p":"0.10264410","P":"0.00000000","F":"0.00000000","g":-1,"C":"","x":"NEW","X":"NEW","r":"NONE","i":4293153,"l":"0.00000000","z":"0.00000000","L":"0.00000000","n":"0","N":null,"T":1499405658657,"t":-1,"I":8641984,"w":true,"m":false,"M":false,"O":1499405658657,"Z":"0.00000000","Y":"0.00000000","Q":"0.00000000","W":1499405658657,"V":"NONE","gP":"PRIMARY_PEG","gOT":"PRICE_LEVEL","gOV":5,"gp":"1.00000000"}',
  data: { ...plain, gP: "PRIMARY_PEG", gOT: "PRICE_LEVEL", gOV: 5, gp: "1.00000000" },
} satisfies Example<ExecutionReport>;
