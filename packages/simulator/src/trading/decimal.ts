/** An exact decimal: how many hundred-millionths it is. */
export type Decimal = bigint;

const PLACES = 8;
const ONE = 10n ** BigInt(PLACES);

/** Reads a decimal, e.g. `decimal("0.001")`. */
export function decimal(text: string): Decimal {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole) * ONE + BigInt(fraction.padEnd(PLACES, "0"));
  return text.startsWith("-") ? -value : value;
}

/** The product; what is beyond eight places is cut off. */
export function times(one: Decimal, other: Decimal): Decimal {
  return (one * other) / ONE;
}

/** The quotient; what is beyond eight places is cut off. */
export function over(dividend: Decimal, divisor: Decimal): Decimal {
  return (dividend * ONE) / divisor;
}

/** The distance from zero. */
export function size(value: Decimal): Decimal {
  return value < 0n ? -value : value;
}

/** All eight places, as spot writes decimals. */
export function fixed(value: Decimal): string {
  const digits = size(value)
    .toString()
    .padStart(PLACES + 1, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
}

/** No more places than it needs, as futures write decimals. */
export function plain(value: Decimal): string {
  return fixed(value).replace(/\.?0+$/, "");
}
