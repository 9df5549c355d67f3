import { closingPromises } from "./closing.ts";
import { consumerPromises } from "./consumers.ts";
import { eventPromises } from "./events.ts";
import { gapPromises } from "./gaps.ts";
import { healingPromises } from "./healing.ts";
import { livenessPromises } from "./liveness.ts";
import { proofPromises } from "./proof.ts";
import { redundancyPromises } from "./redundancy.ts";
import { renewalPromises } from "./renewals.ts";
import { retryPromises } from "./retries.ts";
import { rotationPromises } from "./rotation.ts";
import { secretPromises } from "./secrets.ts";
import { sharingPromises } from "./sharing.ts";
import { signingPromises } from "./signing.ts";
import type { StreamPromise } from "./stream-promise.ts";
import { survivalPromises } from "./survival.ts";
import { tokenPromises } from "./tokens.ts";
import { troublePromises } from "./trouble.ts";

/** That every event is delivered once, or lies in a gap: whatever happens to keys, tokens and sockets. */
export const coveragePromises: readonly StreamPromise[] = [
  ...troublePromises,
  ...healingPromises,
  ...tokenPromises,
  ...signingPromises,
  ...renewalPromises,
  ...proofPromises,
  ...redundancyPromises,
  ...rotationPromises,
  ...gapPromises,
];

/** How a stream behaves towards the exchange, other streams, and the program it is in. */
export const conductPromises: readonly StreamPromise[] = [
  ...closingPromises,
  ...retryPromises,
  ...livenessPromises,
  ...survivalPromises,
  ...eventPromises,
  ...sharingPromises,
  ...consumerPromises,
  ...secretPromises,
];

/** Every promise about streams that can be judged against the exchange, one case each. */
export const streamPromises: readonly StreamPromise[] = [...coveragePromises, ...conductPromises];
