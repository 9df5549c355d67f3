// What is bundled, changed or not, and given to machines: a `Library`.
import { cmfutures } from "@listenkey/cmfutures";
import { createListenKeyManager } from "@listenkey/core";
import { margin } from "@listenkey/margin";
import { options } from "@listenkey/options";
import { portfolioMargin, portfolioMarginPro } from "@listenkey/portfolio-margin";
import { spot } from "@listenkey/spot";
import { openUserDataStream } from "@listenkey/stream";
import { umfutures } from "@listenkey/umfutures";
import type { Library } from "./library.ts";

/** Everything that programs use. */
export const library: Library = {
  createListenKeyManager,
  openUserDataStream,
  products: {
    spot,
    marginCross: margin.cross,
    marginIsolated: margin.isolated("BTCUSDT"),
    marginRisk: margin.risk,
    umfutures,
    cmfutures,
    options,
    portfolioMargin,
    portfolioMarginPro,
  },
};
