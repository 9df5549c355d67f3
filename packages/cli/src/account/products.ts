import type { AccountChange, AccountEvent } from "@listenkey/core";
import * as cmfutures from "@listenkey/cmfutures";
import { margin, toChanges as toMarginChanges } from "@listenkey/margin";
import * as options from "@listenkey/options";
import {
  portfolioMargin,
  portfolioMarginPro,
  toChanges as toPortfolioMarginChanges,
} from "@listenkey/portfolio-margin";
import * as spot from "@listenkey/spot";
import * as umfutures from "@listenkey/umfutures";
import type { ListenKeyProduct, Product } from "@listenkey/core/product";
import type { StreamProduct } from "@listenkey/stream";
import { Argument, InvalidArgumentError } from "commander";

/** A product that commands can be given, by its name. */
export interface NamedProduct {
  /** Its id everywhere: in events, on the simulator, and here, e.g. `margin-isolated-BTCUSDT`. */
  readonly name: string;
  /** What streams and listen-key calls are given. */
  readonly product: StreamProduct & ListenKeyProduct;
  /** What an event of it changed. */
  readonly toChanges: ToChanges;
}

/** Turns an event of any kind into changes; never throws. */
export type ToChanges = (event: AccountEvent) => readonly AccountChange[];

/** What isolated margin's names begin with. */
const ISOLATED = "margin-isolated-";

const FIXED: readonly NamedProduct[] = [
  named(spot.spot, spot.toChanges),
  named(margin.cross, toMarginChanges),
  named(margin.risk, toMarginChanges),
  named(umfutures.umfutures, umfutures.toChanges),
  named(cmfutures.cmfutures, cmfutures.toChanges),
  named(options.options, options.toChanges),
  named(portfolioMargin, toPortfolioMarginChanges),
  named(portfolioMarginPro, toPortfolioMarginChanges),
];

/** The names as help texts and completions show them. Isolated margin has one for each pair; this is one of them. */
export const PRODUCT_NAMES: readonly string[] = [
  ...FIXED.slice(0, 2).map(({ name }) => name),
  `${ISOLATED}BTCUSDT`,
  ...FIXED.slice(2).map(({ name }) => name),
];

/** Finds a product by its name. @throws `InvalidArgumentError` with the names there are. */
export function productNamed(name: string): NamedProduct {
  const isolated = pairOf(name);
  const product =
    isolated === undefined
      ? FIXED.find((candidate) => candidate.name === name)
      : named(margin.isolated(isolated), toMarginChanges);
  if (product !== undefined) return product;
  throw new InvalidArgumentError(
    `Give one of: ${PRODUCT_NAMES.join(", ")}, or ${ISOLATED} with another pair.`,
  );
}

/** The pair of an isolated margin account. */
function pairOf(name: string): string | undefined {
  const symbol = name.startsWith(ISOLATED) ? name.slice(ISOLATED.length).toUpperCase() : "";
  return /^[\p{L}\p{N}]+$/u.test(symbol) ? symbol : undefined;
}

/** The argument `<product>` of a command. */
export function productArgument(description: string): Argument {
  return (
    new Argument("<product>", `${description}; ${ISOLATED} goes with any pair`)
      // For help and the shell's completion; the parser that follows has the last word.
      .choices(PRODUCT_NAMES)
      .argParser(productNamed)
  );
}

/**
 * `toChanges` of a package is typed for its own events, which are what its product's stream delivers; all of them look at
 * the type before anything else.
 */
function named(
  product: Product & Pick<NamedProduct["product"], "listenKey">,
  toChanges: (event: never) => readonly AccountChange[],
): NamedProduct {
  return {
    name: product.id,
    product,
    toChanges: toChanges as ToChanges,
  };
}
