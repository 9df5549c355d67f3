import { boundedMemory } from "./bounded-memory.ts";
import { cleanClose } from "./clean-close.ts";
import { convergence } from "./convergence.ts";
import { inOrder } from "./in-order.ts";
import { neverBlind } from "./never-blind.ts";
import { noHarm } from "./no-harm.ts";
import { noHerd } from "./no-herd.ts";
import { noSecrets } from "./no-secrets.ts";
import { nothingLost } from "./nothing-lost.ts";
import { nothingTwice } from "./nothing-twice.ts";
import { provenLive } from "./proven-live.ts";
import { realKeys } from "./real-keys.ts";
import { renewalMargin } from "./renewal-margin.ts";
import { silencesKept } from "./silences-kept.ts";
import { survival } from "./survival.ts";
import { tradesAgree } from "./trades-agree.ts";
import type { Validator } from "./validator.ts";

/** Everything that days are judged by, but for determinism, which takes two of them. */
export const validators: readonly Validator[] = [
  nothingLost,
  nothingTwice,
  inOrder,
  tradesAgree,
  neverBlind,
  noHarm,
  renewalMargin,
  convergence,
  noHerd,
  boundedMemory,
  cleanClose,
  noSecrets,
  provenLive,
  survival,
  silencesKept,
  realKeys,
];
