import { closingPromises } from "./closing.ts";
import { expiryPromises } from "./expiry.ts";
import { outagePromises } from "./outages.ts";
import { retryPromises } from "./retries.ts";
import { sharingPromises } from "./sharing.ts";
import { survivalPromises } from "./survival.ts";
import type { KeyPromise } from "./world.ts";

/** Every promise about keys that can be judged against the exchange, one case each. */
export const keyPromises: readonly KeyPromise[] = [
  ...outagePromises,
  ...expiryPromises,
  ...closingPromises,
  ...retryPromises,
  ...sharingPromises,
  ...survivalPromises,
];
