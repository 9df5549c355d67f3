import { decimal, type Decimal } from "./decimal.ts";

/** Something that is traded. */
export interface Market {
  readonly symbol: string;
  readonly base: string;
  /** What prices are in. */
  readonly quote: string;
  readonly startPrice: Decimal;
  /** The step of prices. */
  readonly tick: Decimal;
  /** The step of quantities. */
  readonly lot: Decimal;
  /** The largest order, in lots. */
  readonly mostLots: number;
  /** What one contract is worth in the quote; for inverse contracts. */
  readonly contractSize?: Decimal;
}

/** A list that is not empty. */
export type Markets = readonly [Market, ...Market[]];

// Ticks and lots are such that price times quantity has at most eight places: nothing is ever rounded there.
const BTCUSDT: Market = {
  symbol: "BTCUSDT",
  base: "BTC",
  quote: "USDT",
  startPrice: decimal("64089.20"),
  tick: decimal("0.10"),
  lot: decimal("0.00001"),
  mostLots: 5000,
};
const ETHUSDT: Market = {
  symbol: "ETHUSDT",
  base: "ETH",
  quote: "USDT",
  startPrice: decimal("3120.50"),
  tick: decimal("0.01"),
  lot: decimal("0.0001"),
  mostLots: 20_000,
};

/** Spot and cross margin. */
export const SPOT_MARKETS: Markets = [BTCUSDT, ETHUSDT];

/** USD-M futures; one symbol is not ASCII, as some are. */
export const LINEAR_MARKETS: Markets = [
  { ...BTCUSDT, lot: decimal("0.001"), mostLots: 200 },
  { ...ETHUSDT, lot: decimal("0.001"), mostLots: 5000 },
  {
    symbol: "测试USDT",
    base: "测试",
    quote: "USDT",
    startPrice: decimal("0.04215"),
    tick: decimal("0.00001"),
    lot: decimal("1"),
    mostLots: 50_000,
  },
];

/** COIN-M futures: contracts of a fixed dollar size, margined in the coin. */
export const INVERSE_MARKETS: Markets = [
  {
    symbol: "BTCUSD_PERP",
    base: "BTC",
    quote: "USD",
    startPrice: decimal("64089.2"),
    tick: decimal("0.1"),
    lot: decimal("1"),
    mostLots: 400,
    contractSize: decimal("100"),
  },
  {
    symbol: "ETHUSD_PERP",
    base: "ETH",
    quote: "USD",
    startPrice: decimal("3120.5"),
    tick: decimal("0.01"),
    lot: decimal("1"),
    mostLots: 900,
    contractSize: decimal("10"),
  },
];

/** European options on bitcoin. */
export const OPTION_MARKETS: Markets = [
  {
    symbol: "BTC-261225-70000-C",
    base: "BTCUSDT",
    quote: "USDT",
    startPrice: decimal("1200"),
    tick: decimal("5"),
    lot: decimal("0.01"),
    mostLots: 100,
  },
  {
    symbol: "BTC-261225-60000-P",
    base: "BTCUSDT",
    quote: "USDT",
    startPrice: decimal("940"),
    tick: decimal("5"),
    lot: decimal("0.01"),
    mostLots: 100,
  },
];

const QUOTES = ["USDT", "USDC", "FDUSD", "BTC", "ETH", "BNB", "EUR"];

/** The market of one isolated margin pair. */
export function marketOf(symbol: string): Market {
  const known = SPOT_MARKETS.find((market) => market.symbol === symbol);
  if (known !== undefined) return known;
  const quote = QUOTES.find((one) => symbol.endsWith(one) && symbol !== one) ?? symbol.slice(-3);
  return { ...ETHUSDT, symbol, base: symbol.slice(0, -quote.length), quote };
}
