import type { AccountConfigUpdate } from "./account-config-update.ts";
import type { AccountUpdate } from "./account-update.ts";
import type { GridUpdate } from "./grid-update.ts";
import type { ListenKeyExpired } from "./listen-key-expired.ts";
import type { MarginCall } from "./margin-call.ts";
import type { OrderTradeUpdate } from "./order-trade-update.ts";
import type { StrategyUpdate } from "./strategy-update.ts";

/** The examples of Binance's pages, as printed there but for comments, and what becomes of them. */
export const documented = {
  orderTradeUpdate: {
    text: `{"e": "ORDER_TRADE_UPDATE", "E": 1591274595442, "T": 1591274595442, "i": "SfsR", "o": {"s": "BTCUSD_200925", "c": "TEST", "S": "SELL", "o": "TRAILING_STOP_MARKET", "f": "GTC", "q": "2", "p": "0", "ap": "0", "sp": "9103.1", "x": "NEW", "X": "NEW", "i": 8888888, "l": "0", "z": "0", "L": "0", "ma": "BTC", "N": "BTC", "n": "0", "T": 1591274595442, "t": 0, "rp": "0", "b": "0", "a": "0", "m": false, "R": false, "wt": "CONTRACT_PRICE", "ot": "TRAILING_STOP_MARKET", "ps": "LONG", "cp": false, "AP": "9476.8", "cr": "5.0", "pP": false, "V": "EXPIRE_TAKER", "pm": "OPPONENT", "er": "0"}}`,
    payload: {
      e: "ORDER_TRADE_UPDATE",
      E: 1591274595442,
      T: 1591274595442,
      i: "SfsR",
      o: {
        s: "BTCUSD_200925",
        c: "TEST",
        S: "SELL",
        o: "TRAILING_STOP_MARKET",
        f: "GTC",
        q: "2",
        p: "0",
        ap: "0",
        sp: "9103.1",
        x: "NEW",
        X: "NEW",
        i: "8888888",
        l: "0",
        z: "0",
        L: "0",
        ma: "BTC",
        N: "BTC",
        n: "0",
        T: 1591274595442,
        t: "0",
        rp: "0",
        b: "0",
        a: "0",
        m: false,
        R: false,
        wt: "CONTRACT_PRICE",
        ot: "TRAILING_STOP_MARKET",
        ps: "LONG",
        cp: false,
        AP: "9476.8",
        cr: "5.0",
        pP: false,
        V: "EXPIRE_TAKER",
        pm: "OPPONENT",
        er: "0",
      },
    } satisfies OrderTradeUpdate,
  },
  accountUpdate: {
    text: `{"e":"ACCOUNT_UPDATE","E":1564745798939,"T":1564745798938,"i":"SfsR","a":{"m":"ORDER",
 "B":[{"a":"BTC","wb":"122624.12345678","cw":"100.12345678","bc":"50.12345678"},
      {"a":"ETH","wb":"1.00000000","cw":"0.00000000","bc":"-49.12345678"}],
 "P":[{"s":"BTCUSD_200925","pa":"0","ep":"0.0","bep":"0.0","cr":"200","up":"0","mt":"isolated","iw":"0.00000000","ps":"BOTH"},
      {"s":"BTCUSD_200925","pa":"20","ep":"6563.6","bep":"6563.7","cr":"0","up":"2850.21200000","mt":"isolated","iw":"13200.70726908","ps":"LONG"},
      {"s":"BTCUSD_200925","pa":"-10","ep":"6563.8","bep":"6563.6","cr":"-45.04000000","up":"-1423.15600000","mt":"isolated","iw":"6570.42511771","ps":"SHORT"}]}}`,
    payload: {
      e: "ACCOUNT_UPDATE",
      E: 1564745798939,
      T: 1564745798938,
      i: "SfsR",
      a: {
        m: "ORDER",
        B: [
          { a: "BTC", wb: "122624.12345678", cw: "100.12345678", bc: "50.12345678" },
          { a: "ETH", wb: "1.00000000", cw: "0.00000000", bc: "-49.12345678" },
        ],
        P: [
          {
            s: "BTCUSD_200925",
            pa: "0",
            ep: "0.0",
            bep: "0.0",
            cr: "200",
            up: "0",
            mt: "isolated",
            iw: "0.00000000",
            ps: "BOTH",
          },
          {
            s: "BTCUSD_200925",
            pa: "20",
            ep: "6563.6",
            bep: "6563.7",
            cr: "0",
            up: "2850.21200000",
            mt: "isolated",
            iw: "13200.70726908",
            ps: "LONG",
          },
          {
            s: "BTCUSD_200925",
            pa: "-10",
            ep: "6563.8",
            bep: "6563.6",
            cr: "-45.04000000",
            up: "-1423.15600000",
            mt: "isolated",
            iw: "6570.42511771",
            ps: "SHORT",
          },
        ],
      },
    } satisfies AccountUpdate,
  },
  leverageUpdate: {
    text: `{"e": "ACCOUNT_CONFIG_UPDATE", "E": 1611646737479, "T": 1611646737476, "ac": {"s": "BTCUSD_PERP", "l": 25}}`,
    payload: {
      e: "ACCOUNT_CONFIG_UPDATE",
      E: 1611646737479,
      T: 1611646737476,
      ac: { s: "BTCUSD_PERP", l: 25 },
    } satisfies AccountConfigUpdate,
  },
  marginCall: {
    text: `{"e": "MARGIN_CALL", "E": 1587727187525, "i": "SfsR", "cw": "3.16812045", "p": [{"s": "BTCUSD_200925", "ps": "LONG", "pa": "132", "mt": "CROSSED", "iw": "0", "mp": "9187.17127000", "up": "-1.166074", "mm": "1.614445"}]}`,
    payload: {
      e: "MARGIN_CALL",
      E: 1587727187525,
      i: "SfsR",
      cw: "3.16812045",
      p: [
        {
          s: "BTCUSD_200925",
          ps: "LONG",
          pa: "132",
          mt: "CROSSED",
          iw: "0",
          mp: "9187.17127000",
          up: "-1.166074",
          mm: "1.614445",
        },
      ],
    } satisfies MarginCall,
  },
  /** As printed for USD-M, whose shape it has. */
  strategyUpdate: {
    text: `{"e": "STRATEGY_UPDATE", "T": 1669261797627, "E": 1669261797628, "su": {"si": 176054594, "st": "GRID", "ss": "NEW", "s": "BTCUSDT", "ut": 1669261797627, "c": 8007}}`,
    payload: {
      e: "STRATEGY_UPDATE",
      T: 1669261797627,
      E: 1669261797628,
      su: { si: "176054594", st: "GRID", ss: "NEW", s: "BTCUSDT", ut: 1669261797627, c: 8007 },
    } satisfies StrategyUpdate,
  },
  /** As printed for USD-M, whose shape it has. */
  gridUpdate: {
    text: `{"e": "GRID_UPDATE", "T": 1669262908216, "E": 1669262908218, "gu": {"si": 176057039, "st": "GRID", "ss": "WORKING", "s": "BTCUSDT", "r": "-0.00300716", "up": "16720", "uq": "-0.001", "uf": "-0.00300716", "mp": "0.0", "ut": 1669262908197}}`,
    payload: {
      e: "GRID_UPDATE",
      T: 1669262908216,
      E: 1669262908218,
      gu: {
        si: "176057039",
        st: "GRID",
        ss: "WORKING",
        s: "BTCUSDT",
        r: "-0.00300716",
        up: "16720",
        uq: "-0.001",
        uf: "-0.00300716",
        mp: "0.0",
        ut: 1669262908197,
      },
    } satisfies GridUpdate,
  },
  /** Printed with single quotes, and without a comma. */
  listenKeyExpired: {
    text: `{"e":"listenKeyExpired","E":1576653824250,"listenKey":"WsCMN0a4KHUPTQuX6IUnqEZfB1inxmv1qR4kbf1LuEjur5VdbzqvyxqG9TSjVVxv"}`,
    payload: {
      e: "listenKeyExpired",
      E: 1576653824250,
      listenKey: "WsCMN0a4KHUPTQuX6IUnqEZfB1inxmv1qR4kbf1LuEjur5VdbzqvyxqG9TSjVVxv",
    } satisfies ListenKeyExpired,
  },
};
