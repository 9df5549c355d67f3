import type { Contender, Figures, Rounds } from "./section.ts";

/** How a section is measured. */
export interface Alternation<Way> {
  readonly contenders: readonly Contender<Way>[];
  readonly rounds: number;
  /** Measures one contender once. */
  readonly measure: (contender: Contender<Way>) => Promise<Figures>;
  /** Is told before each measurement. */
  readonly begins: (contender: string, round: number) => void;
}

/**
 * Measures every contender once a round, one after the other: what disturbs the machine disturbs them all. Each round
 * begins with another one, so that none of them always comes right after the same.
 */
export async function alternate<Way>(alternation: Alternation<Way>): Promise<Rounds> {
  const { contenders, rounds, measure, begins } = alternation;
  const all = new Map<string, Figures[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const contender = contenders[(turn + round) % contenders.length];
      if (contender === undefined) continue;
      begins(contender.name, round);
      all.get(contender.name)?.push(await measure(contender));
    }
  }
  return all;
}
