import type { CancelTimer, Clock } from "@listenkey/core";
import type { CallBudget } from "@listenkey/core/kit";

/** What an {@link affordableTurn} depends on. */
export interface TurnTerms {
  readonly clock: Clock;
  /** Waits for a turn to dial. @returns Gives the turn up. */
  readonly ask: (go: () => void) => CancelTimer;
  /** What those may spend who want the dial, at this moment: there is always somebody. */
  readonly budgets: () => readonly CallBudget[];
}

/**
 * Waits for a turn to dial that one of those who want it can afford. Turns come late, after a ban or a crowd, and others
 * of the account may have dialled meanwhile: so it is when the turn has come that the budget is looked at.
 *
 * @param go Called once. The dial is to be paid for when it is made.
 * @returns Gives up.
 */
export function affordableTurn({ clock, ask, budgets }: TurnTerms, go: () => void): CancelTimer {
  let cancel: CancelTimer = () => undefined;
  const wait = (): void => {
    cancel = ask(() => {
      const overdraft = Math.min(...budgets().map((budget) => budget.overdraft));
      if (overdraft > 0) cancel = clock.setTimer(Math.ceil(overdraft), wait, { ref: true });
      else go();
    });
  };
  wait();
  return () => cancel();
}
