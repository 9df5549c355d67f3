import type {
  AccountChange,
  AccountEvent,
  BalanceChange,
  Fill,
  MarginCall,
  OrderChange,
  PositionChange,
} from "@listenkey/core";
import type { Gap, StreamItem } from "@listenkey/stream";
import type { ToChanges } from "../account/products.ts";
import type { Colors } from "../terminal.ts";
import { timeOfDay } from "../time-words.ts";
import { symbolsOf } from "./symbols.ts";

/** How items are told. */
export interface LineStyle {
  readonly colors: Colors;
  readonly toChanges: ToChanges;
  /** The only symbols that are of interest; absent if all are. */
  readonly symbols?: ReadonlySet<string>;
}

/** An item in readable lines: one for each thing that it changed. Each is complete by itself. Pure. */
export function linesOf(item: StreamItem, style: LineStyle): readonly string[] {
  if (isGap(item)) return [gapLine(item, style.colors)];
  const { colors } = style;
  const type = "name" in item ? `unknown ${item.name}` : item.type;
  const late = item.late ? `  ${colors.yellow("late")}` : "";
  const head = `${colors.dim(timeOfDay(item.time ?? item.receivedAt))}  ${colors.cyan(type)}`;
  return detailsOf(item, style).map((detail) => `${head}  ${detail}${late}`);
}

/** Whether an item is a gap. */
export function isGap(item: StreamItem): item is Gap {
  return item.type === "gap";
}

function gapLine({ from, to, cause }: Gap, colors: Colors): string {
  return colors.yellow(
    `${timeOfDay(to)}  gap  events may be missing from ${timeOfDay(from)} to ${timeOfDay(to)} (${cause}); ask REST`,
  );
}

/** What does not change anything that products share is told as it came. */
function detailsOf(event: AccountEvent, { colors, toChanges, symbols }: LineStyle): string[] {
  const changes = toChanges(event);
  const chosen = changes.filter((change) => {
    const [symbol] = symbolsOf([change]);
    return symbols === undefined || (symbol !== undefined && symbols.has(symbol));
  });
  if (chosen.length === 0) return [bareData(event)];
  return chosen.map((change) => wordsOf(change, colors));
}

function bareData({ data }: AccountEvent): string {
  if (typeof data !== "object" || data === null) return JSON.stringify(data);
  const { e: _name, E: _time, ...rest } = data as Record<string, unknown>;
  return JSON.stringify(rest);
}

function wordsOf(change: AccountChange, colors: Colors): string {
  switch (change.kind) {
    case "order":
      return orderWords(change);
    case "fill":
      return colors.green(fillWords(change));
    case "balance":
      return balanceWords(change);
    case "position":
      return positionWords(change);
    case "marginCall":
      return colors.red(marginCallWords(change));
  }
}

function orderWords(order: OrderChange): string {
  const { symbol, side, orderType, quantity, price, filledQuantity, status, orderId } = order;
  const limit = isZero(price) ? "" : ` at ${plain(price)}`;
  return sentence(
    `order ${symbol} ${side} ${plain(quantity)} ${orderType}${limit}`,
    status,
    named("filled", filledQuantity),
    `#${orderId}`,
  );
}

function fillWords(fill: Fill): string {
  const { symbol, side, quantity, price, commission, commissionAsset = "" } = fill;
  return sentence(
    `fill ${symbol} ${side} ${plain(quantity)} at ${plain(price)}`,
    commission === undefined ? "" : `fee ${plain(commission)} ${commissionAsset}`.trim(),
    named("profit", fill.realizedProfit),
    `#${fill.orderId}`,
    `trade ${fill.tradeId}`,
  );
}

function balanceWords({ asset, free, locked, wallet, delta, reason }: BalanceChange): string {
  return sentence(
    `balance ${asset}`,
    named("by", delta),
    named("wallet", wallet),
    named("free", free),
    named("locked", locked),
    reason ?? "",
  );
}

function positionWords(position: PositionChange): string {
  const { symbol, side, quantity, entryPrice, unrealizedProfit, reason } = position;
  return sentence(
    `position ${symbol} ${side} ${plain(quantity)}`,
    named("entry", entryPrice),
    named("unrealized", unrealizedProfit),
    reason ?? "",
  );
}

function marginCallWords({ symbol, side, level, status, maintenanceMargin }: MarginCall): string {
  return sentence(
    `margin call ${symbol ?? "account"} ${side ?? ""}`.trim(),
    status ?? "",
    named("level", level),
    named("maintenance margin", maintenanceMargin),
  );
}

function named(name: string, decimal: string | undefined): string {
  return decimal === undefined ? "" : `${name} ${plain(decimal)}`;
}

function sentence(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("  ");
}

/** A decimal without the zeros that say nothing. */
function plain(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}

function isZero(decimal: string): boolean {
  return /^[0.]*$/.test(decimal);
}
