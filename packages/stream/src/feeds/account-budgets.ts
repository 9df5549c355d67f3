import type { Clock } from "@listenkey/core";
import { KeptBudgets, type CallBudget, type Governor } from "@listenkey/core/kit";

/** A share in what an account may still spend. */
export interface BudgetShare {
  readonly budget: CallBudget;
  /** Gives the share up. What has been spent is remembered. */
  release(): void;
}

/** The budgets of the accounts on a transport: those in use, and those that are not clear yet. */
interface Budgets {
  readonly inUse: Map<string, { readonly budget: CallBudget; shares: number }>;
  readonly kept: KeptBudgets;
}

const all = new WeakMap<Governor, Budgets>();

/** Takes a share in the budget of an account, so that all its streams together make no more calls than one may. */
export function shareBudget(governor: Governor, account: string, clock: Clock): BudgetShare {
  const { inUse, kept } = budgetsOf(governor);
  let entry = inUse.get(account);
  if (entry === undefined) {
    entry = { budget: kept.take(account, clock), shares: 0 };
    inUse.set(account, entry);
  }
  const { budget } = entry;
  const shared = entry;
  shared.shares += 1;
  let isReleased = false;
  return {
    budget,
    release() {
      if (isReleased) return;
      isReleased = true;
      shared.shares -= 1;
      if (shared.shares > 0) return;
      inUse.delete(account);
      kept.keep(account, budget);
    },
  };
}

function budgetsOf(governor: Governor): Budgets {
  let budgets = all.get(governor);
  if (budgets === undefined) {
    budgets = { inUse: new Map(), kept: new KeptBudgets() };
    all.set(governor, budgets);
  }
  return budgets;
}
