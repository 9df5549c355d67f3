export { umfutures } from "./umfutures.ts";
export type { UmfuturesEvent } from "./umfutures-event.ts";
