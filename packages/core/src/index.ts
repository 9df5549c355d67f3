// For users.
export { createListenKeyManager } from "./manager/manager.ts";
export type {
  Credentials,
  ListenKeyManager,
  ListenKeyState,
  OpenOptions,
} from "./manager/manager.ts";
export type {
  ApiKeyManagerOptions,
  CommonManagerOptions,
  KeySourceManagerOptions,
  ListenKeyManagerOptions,
} from "./manager/options.ts";
export type {
  AttemptFailed,
  KeyCreated,
  KeyFailed,
  KeyLost,
  KeyRenewed,
  KeyReplaced,
  KeySuspended,
  ListenKeyEvents,
  ManagerClosed,
  RenewalFailed,
} from "./manager/events.ts";
export type { ListenerErrorHandler } from "./manager/listeners.ts";
export { createListenKeyApi } from "./api.ts";
export type { CallOptions, ListenKeyApi, ListenKeyApiOptions } from "./api.ts";
export type { CreatedListenKey, ListenKeyAnswer } from "./exchange/answer.ts";
export type { CustomEnvironment } from "./exchange/environment.ts";
export {
  BacklogError,
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
export type {
  AccountEvent,
  EventFacts,
  EventPayload,
  KnownEvent,
  UnknownEvent,
} from "./seams/account-event.ts";
export type {
  AccountChange,
  BalanceChange,
  ChangeFacts,
  Fill,
  MarginCall,
  OrderChange,
  PositionChange,
} from "./seams/changes.ts";
