// For the packages beside this one.
export { Governor } from "./governor/governor.ts";
export type { Block, PoolDraw, Turn } from "./governor/governor.ts";
export type { RateLimit } from "./exchange/rate-limit.ts";
export { KeyOwner } from "./owner/key-owner.ts";
export type { KeyMember, OwnerNews } from "./owner/herald.ts";
export type { KeyTap } from "./owner/key-tap.ts";
export type { Revocation } from "./owner/revocation.ts";
export type { OwnerPhase, OwnerSettings } from "./owner/key-owner.ts";
export { retryDelay } from "./owner/schedule.ts";
export type { RetryFacts } from "./owner/schedule.ts";
export { systemClock, systemRandom } from "./seams/clock.ts";
export { elapsedSince, instantOf } from "./time/instant.ts";
export type { Instant } from "./time/instant.ts";
