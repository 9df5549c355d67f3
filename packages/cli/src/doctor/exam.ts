import type { Clock } from "@listenkey/core";
import type { ResolvedEnvironment } from "@listenkey/core/kit";
import type { Transport } from "@listenkey/core/transport";
import type { Credentials } from "../account/credentials.ts";
import type { NamedProduct } from "../account/products.ts";
import type { Told } from "./finding.ts";
import type { Patience } from "./patience.ts";

/** How long things are waited for, in milliseconds. */
export interface ExamTimes {
  /** For events of the account, and for ping frames. */
  readonly waitMs: number;
  /** For answers of the exchange. */
  readonly answerMs: number;
  /** How much later than on one socket an event may come on another one. */
  readonly settleMs: number;
}

/** What the checks of one product are given. */
export interface Exam {
  readonly product: NamedProduct["product"];
  readonly hosts: ResolvedEnvironment;
  /** By whose authority; absent where there is none. */
  readonly credentials: Credentials | undefined;
  readonly transport: Transport;
  readonly real: Clock;
  readonly signal: AbortSignal;
  readonly times: ExamTimes;
  readonly patience: Patience;
  /** Does what is the same for several products for the first of them alone; all get the outcome. */
  readonly once: Once;
  /** Takes what was found. */
  readonly tell: (told: Told) => void;
}

/** What the checks need that ask as somebody. */
export interface KeyedExam extends Exam {
  readonly credentials: Credentials;
}

/** Does something once for each name. */
export type Once = <Outcome>(name: string, work: () => Promise<Outcome>) => Promise<Outcome>;

/** Makes a {@link Once}. */
export function onceEach(): Once {
  const done = new Map<string, Promise<unknown>>();
  return <Outcome>(name: string, work: () => Promise<Outcome>) => {
    const begun = done.get(name) ?? work();
    done.set(name, begun);
    return begun as Promise<Outcome>;
  };
}
