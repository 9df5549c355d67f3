// For authors of product packages.
export { configurationError } from "./errors.ts";
export { changeFacts } from "./events/change-facts.ts";
export { changesFrom } from "./events/change-drafts.ts";
export type { ChangeDraft } from "./events/change-drafts.ts";
export { fieldsOf, itemsOf } from "./events/loose-fields.ts";
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
export type {
  ControlEventName,
  Environment,
  EventRules,
  Heartbeat,
  ListenKeyCall,
  ListenKeyFacet,
  ListenKeyProduct,
  ListenTokenFacet,
  ListenTokenProduct,
  Product,
  RateLimitPool,
  SharedSocket,
  SocketForm,
  SubscribeForm,
  SubscriptionFacet,
  SubscriptionProduct,
  UrlForm,
} from "./seams/product.ts";
