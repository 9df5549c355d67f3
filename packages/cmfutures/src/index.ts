export { cmfutures } from "./cmfutures.ts";
export type { CmfuturesEvent } from "./cmfutures-event.ts";
