import type { AccountChange, AccountEvent } from "@listenkey/core";

/** The symbols that changes are about, each as often as it is told. */
export function symbolsOf(changes: readonly AccountChange[]): readonly string[] {
  return changes.flatMap((change) => {
    const symbol = "symbol" in change ? change.symbol : undefined;
    return symbol === undefined ? [] : [symbol];
  });
}

/**
 * Whether an event is about one of some symbols: one of its changes is, or it has a field `s`, which is how Binance names
 * them, at the top or one level below. Events about the whole account, such as balances, are about none.
 */
export function isAbout(
  event: AccountEvent,
  changes: readonly AccountChange[],
  symbols: ReadonlySet<string>,
): boolean {
  const { data } = event;
  const levels: readonly unknown[] = isRecord(data) ? [data, ...Object.values(data)] : [];
  const named = levels.map((level) => (isRecord(level) ? level["s"] : undefined));
  return [...symbolsOf(changes), ...named].some(
    (symbol) => typeof symbol === "string" && symbols.has(symbol),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
