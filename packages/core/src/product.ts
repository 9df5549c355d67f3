// For authors of product packages.
export { configurationError } from "./errors.ts";
export type {
  AccountEvent,
  Environment,
  EventRules,
  ListenKeyCall,
  ListenKeyFacet,
  ListenKeyProduct,
  ListenTokenFacet,
  ListenTokenProduct,
  Product,
  RateLimitPool,
  SubscriptionFacet,
  SubscriptionProduct,
} from "./seams/product.ts";
