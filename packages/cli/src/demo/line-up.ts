import { cmfutures } from "@listenkey/cmfutures";
import { margin } from "@listenkey/margin";
import { options } from "@listenkey/options";
import { portfolioMargin, portfolioMarginPro } from "@listenkey/portfolio-margin";
import type { ProductId } from "@listenkey/simulator";
import { spot } from "@listenkey/spot";
import type { StreamAccess, StreamProduct } from "@listenkey/stream";
import { umfutures } from "@listenkey/umfutures";

/** A product that takes part in the day, with an account and a program of its own. */
export interface DemoProduct {
  /** What people call it: the value of `--product`, the id of its account on the exchange, and its program's name there. */
  readonly name: string;
  /** What the stream is given. */
  readonly product: StreamProduct;
  /** What the exchange calls it. */
  readonly exchangeId: ProductId;
  /** How its stream is obtained. */
  readonly access: StreamAccess;
  /** Whether its 429 says how long to wait. */
  readonly saysRetryAfter: boolean;
  /**
   * How long its sockets may be silent while all is well, in milliseconds: where the exchange answers questions as
   * long as between two of them, else as long as between two of its pings. A gap may be wider than the truth by that.
   */
  readonly silenceMs: number;
}

/** How often a socket is asked, or hears a ping of its own accord on the WebSocket API. */
const ANSWERED_MS = 30_000;

/** How often sockets of portfolio margin are pinged: they answer no questions. */
const PINGED_MS = 180_000;

/** The pair of the isolated margin account. */
const PAIR = "BTCUSDT";

/** A product of futures and options, by listen keys: nothing says there how long a rate limit lasts. */
function keyed(
  exchangeId: ProductId,
  product: StreamProduct,
  silenceMs: number = ANSWERED_MS,
): DemoProduct {
  return {
    name: exchangeId,
    product,
    exchangeId,
    access: "listenKey",
    saysRetryAfter: false,
    silenceMs,
  };
}

const byToken = { access: "listenToken", saysRetryAfter: true, silenceMs: ANSWERED_MS } as const;

/** Every product, in the order of the tables. */
export const lineUp: readonly DemoProduct[] = [
  {
    name: "spot",
    product: spot,
    exchangeId: "spot",
    access: "subscription",
    saysRetryAfter: true,
    silenceMs: ANSWERED_MS,
  },
  { name: "margin-cross", product: margin.cross, exchangeId: "margin-cross", ...byToken },
  {
    name: "margin-isolated",
    product: margin.isolated(PAIR),
    exchangeId: `margin-isolated-${PAIR}`,
    ...byToken,
  },
  { ...keyed("margin-risk", margin.risk), saysRetryAfter: true },
  keyed("umfutures", umfutures),
  keyed("cmfutures", cmfutures),
  keyed("options", options),
  keyed("portfolio-margin", portfolioMargin, PINGED_MS),
  keyed("portfolio-margin-pro", portfolioMarginPro, PINGED_MS),
];
