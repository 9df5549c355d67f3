import type { AccountUpdate } from "./account-update.ts";
import type { BalancePositionUpdate } from "./balance-position-update.ts";
import type { GreekUpdate } from "./greek-update.ts";
import type { ListenKeyExpired } from "./listen-key-expired.ts";
import type { OrderTradeUpdate } from "./order-trade-update.ts";
import type { RiskLevelChange } from "./risk-level-change.ts";

/** The examples of Binance's pages, as printed there but for comments, and what becomes of them. */
export const documented = {
  /** An order of futures, on the page of options. */
  orderTradeUpdate: {
    text: `{"e": "ORDER_TRADE_UPDATE", "E": 1568879465651, "T": 1568879465650, "o": {"s": "BTCUSDT", "c": "TEST", "S": "SELL", "o": "TRAILING_STOP_MARKET", "f": "GTC", "q": "0.001", "p": "0", "ap": "0", "x": "NEW", "X": "NEW", "i": 8886774, "l": "0", "z": "0", "L": "0", "N": "USDT", "n": "0", "T": 1568879465650, "t": 0, "b": "0", "a": "9.91", "m": false, "R": false, "ot": "TRAILING_STOP_MARKET", "rp": "0", "V": "EXPIRE_TAKER"}}`,
    payload: {
      e: "ORDER_TRADE_UPDATE",
      E: 1568879465651,
      T: 1568879465650,
      o: {
        s: "BTCUSDT",
        c: "TEST",
        S: "SELL",
        o: "TRAILING_STOP_MARKET",
        f: "GTC",
        q: "0.001",
        p: "0",
        ap: "0",
        x: "NEW",
        X: "NEW",
        i: "8886774",
        l: "0",
        z: "0",
        L: "0",
        N: "USDT",
        n: "0",
        T: 1568879465650,
        t: "0",
        b: "0",
        a: "9.91",
        m: false,
        R: false,
        ot: "TRAILING_STOP_MARKET",
        rp: "0",
        V: "EXPIRE_TAKER",
      },
    } satisfies OrderTradeUpdate,
  },
  /** Printed inside `{"stream","data"}`. */
  accountUpdate: {
    text: `{"e": "ACCOUNT_UPDATE", "E": 1762914568643, "T": 1762914568619, "eq": "10000371.61462086", "aeq": "10000475.51032086", "b": "10000475.51032086", "m": "-103.89570000", "u": "16.10430000", "i": "32354.38562539", "M": "6089.28766956"}`,
    payload: {
      e: "ACCOUNT_UPDATE",
      E: 1762914568643,
      T: 1762914568619,
      eq: "10000371.61462086",
      aeq: "10000475.51032086",
      b: "10000475.51032086",
      m: "-103.89570000",
      u: "16.10430000",
      i: "32354.38562539",
      M: "6089.28766956",
    } satisfies AccountUpdate,
  },
  balancePositionUpdate: {
    text: `{"e": "BALANCE_POSITION_UPDATE", "E": 1762917544216, "T": 1762917544206, "m": "ORDER", "B": [{"a": "USDT", "b": "10000471.37940900", "bc": "0"}], "P": [{"s": "BTC-251123-126000-C", "c": "-0.1000", "p": "-120.00000000", "a": "1200.00000000"}]}`,
    payload: {
      e: "BALANCE_POSITION_UPDATE",
      E: 1762917544216,
      T: 1762917544206,
      m: "ORDER",
      B: [{ a: "USDT", b: "10000471.37940900", bc: "0" }],
      P: [{ s: "BTC-251123-126000-C", c: "-0.1000", p: "-120.00000000", a: "1200.00000000" }],
    } satisfies BalancePositionUpdate,
  },
  greekUpdate: {
    text: `{"e": "GREEK_UPDATE", "E": 1762917544216, "T": 1762917544216, "G": [{"u": "BTCUSDT", "d": "-0.01304097", "g": "-0.00000124", "t": "16.11648100", "v": "-3.83444011"}]}`,
    payload: {
      e: "GREEK_UPDATE",
      E: 1762917544216,
      T: 1762917544216,
      G: [{ u: "BTCUSDT", d: "-0.01304097", g: "-0.00000124", t: "16.11648100", v: "-3.83444011" }],
    } satisfies GreekUpdate,
  },
  riskLevelChange: {
    text: `{"e": "RISK_LEVEL_CHANGE", "E": 1587727187525, "s": "REDUCE_ONLY", "mb": "1534.11708371", "mm": "254789.11708371"}`,
    payload: {
      e: "RISK_LEVEL_CHANGE",
      E: 1587727187525,
      s: "REDUCE_ONLY",
      mb: "1534.11708371",
      mm: "254789.11708371",
    } satisfies RiskLevelChange,
  },
  listenKeyExpired: {
    text: `{"e": "listenKeyExpired", "E": "1736996475556", "listenKey": "WsCMN0a4KHUPTQuX6IUnqEZfB1inxmv1qR4kbf1LuEjur5VdbzqvyxqG9TSjVVxv"}`,
    payload: {
      e: "listenKeyExpired",
      E: "1736996475556",
      listenKey: "WsCMN0a4KHUPTQuX6IUnqEZfB1inxmv1qR4kbf1LuEjur5VdbzqvyxqG9TSjVVxv",
    } satisfies ListenKeyExpired,
  },
};
