// For users.
export {
  BadResponseError,
  isListenKeyError,
  ListenKeyError,
  RateLimitedError,
  RejectedError,
  RetiredError,
} from "./errors.ts";
export type { ListenKeyErrorCode } from "./errors.ts";
// The seams users meet.
export type { CancelTimer, Clock, Random, TimerOptions } from "./seams/clock.ts";
export type { KeyCall, KeyGrant, KeySource } from "./seams/key-source.ts";
export type { Signer } from "./seams/signer.ts";
export type { Transport } from "./seams/transport.ts";
export type { ListenKeyProduct, Product } from "./seams/product.ts";
