import type { Colors } from "../terminal.ts";
import type { Finding, Verdict } from "./finding.ts";

const MARKS: Readonly<Record<Verdict, string>> = {
  well: "✔",
  wrong: "✘",
  told: "·",
  undecided: "?",
};

const CHECK_COLUMNS = 14;

/** One finding on one line, its remedy behind an arrow. Pure. */
export function findingLine(
  { product, check, verdict, says, remedy }: Finding,
  { colors, productColumns }: { readonly colors: Colors; readonly productColumns: number },
): string {
  const paint = { well: colors.green, wrong: colors.red, told: String, undecided: colors.yellow };
  const head = `${product.padEnd(productColumns)} ${check.padEnd(CHECK_COLUMNS)}`;
  const tail = remedy === undefined ? "" : ` → ${remedy}`;
  const said = verdict === "undecided" ? `undecided: ${says}` : says;
  return `${paint[verdict](MARKS[verdict])} ${colors.dim(head)} ${said}${tail}`;
}

/** What all findings come to. Pure. */
export function verdictLine(findings: readonly Finding[], colors: Colors): string {
  const count = (verdict: Verdict): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  const wrong = count("wrong");
  const undecided = count("undecided");
  const open = undecided === 0 ? "" : ` ${undecided} undecided.`;
  return wrong === 0
    ? colors.green(`Nothing is wrong.${open}`)
    : colors.red(`${wrong} ${wrong === 1 ? "thing is" : "things are"} wrong.${open}`);
}
