import {
  accountUpdate,
  inverseOrderEvent,
  leverageUpdate,
  linearOrderEvent,
  tradeLite,
} from "../events/futures-events.ts";
import { inverse, linear } from "../ledgers/contract-math.ts";
import { INVERSE_MARKETS, LINEAR_MARKETS } from "../market.ts";
import type { FuturesKind } from "./futures-scenario.ts";

/** USD-M futures. A fill is told twice: first lightly, then in full. */
export const usdm: FuturesKind = {
  math: linear,
  markets: LINEAR_MARKETS,
  words: {
    order: (execution, facts) => [
      ...tradeLite(execution, facts.sentAt),
      linearOrderEvent(execution, facts),
    ],
    account: (change, times) => accountUpdate(change, times),
    leverage: leverageUpdate,
  },
};

/** COIN-M futures of an account with an alias. */
export function coinm(alias: string): FuturesKind {
  return {
    math: inverse,
    markets: INVERSE_MARKETS,
    words: {
      order: (execution, facts) => [inverseOrderEvent(execution, facts, alias)],
      account: (change, times) => accountUpdate(change, times, alias),
      leverage: leverageUpdate,
    },
  };
}
