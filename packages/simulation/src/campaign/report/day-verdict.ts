import type { Outcome } from "../days/outcome.ts";
import type { Colors } from "../terminal/terminal.ts";
import { grouped } from "./plain-table.ts";
import { chargeInWords, type Titles } from "./words.ts";

/** What one day came to: what each validator looked at, and everything that it found. Pure. */
export function dayVerdict(outcome: Outcome, titles: Titles, colors: Colors): string {
  const { result, charges, wasRepeated } = outcome;
  const broken = charges.get("day");
  const lines = [...titles.keys()].flatMap((id) => {
    const found = charges.get(id) ?? [];
    const checks = (result?.checks[id] ?? 0) + (id === "I16" && wasRepeated ? 1 : 0);
    if (checks === 0 && found.length === 0) return [];
    const mark = found.length === 0 ? colors.green("✓") : colors.red("✗");
    const head = `${mark} ${chargeInWords(id, titles)} ${colors.dim(`(${grouped(checks)} checks)`)}`;
    return [head, ...found.map(({ who, message }) => `    ${who}: ${message}`)];
  });
  return [
    ...lines,
    ...(broken?.map(({ message }) => `${colors.red("✗")} ${message}`) ?? []),
    ...(result === undefined ? [] : [struckText(result.struck)]),
    charges.size === 0
      ? colors.green("The day kept every promise.")
      : colors.red(`The day failed: ${[...charges.keys()].join(", ")}.`),
  ].join("\n");
}

function struckText(struck: Readonly<Record<string, number>>): string {
  const some = Object.entries(struck).filter(([, times]) => times > 0);
  if (some.length === 0) return "Nothing went wrong.";
  return `Struck: ${some.map(([name, times]) => `${name} ${times}`).join(", ")}`;
}
