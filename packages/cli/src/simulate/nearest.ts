/** The name that was probably meant: the same letters in another case, or one that begins alike. Pure. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const meant = plain(text);
  if (meant === "") return undefined;
  const all = names.map((name) => ({ name, plain: plain(name) }));
  const found =
    all.find((one) => one.plain === meant) ??
    all.find((one) => one.plain.startsWith(meant) || meant.startsWith(one.plain)) ??
    all.find((one) => one.plain.includes(meant)) ??
    all.find((one) => isOneSlipAway(one.plain, meant));
  return found?.name;
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Whether texts become equal by leaving out at most two letters between them, e.g. `cot` and `cut`. */
function isOneSlipAway(one: string, other: string): boolean {
  if (one.length < 4 && other.length < 4) return one.length === other.length && one[0] === other[0];
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const shorter = Math.min(one.length, other.length);
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return Math.max(one.length, other.length) - start - end <= 2;
}
