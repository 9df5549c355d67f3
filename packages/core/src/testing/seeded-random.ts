import type { Random } from "../seams/clock.ts";

/** Randomness that a seed decides: the same name and seed give the same numbers, whoever else draws. */
export function seededRandom(seed: number, name: string): Random {
  let state = hash(`${seed}/${name}`);
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a, mixed once more because names differ in few letters. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text)
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619);
  return Math.imul(value ^ (value >>> 16), 0x85ebca6b);
}
