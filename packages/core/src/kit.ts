// For the packages beside this one.
export { Governor } from "./governor/governor.ts";
export type { DialUrgency } from "./governor/dial-queue.ts";
export type { Block, PoolDraw, Turn } from "./governor/governor.ts";
export { rateLimitOf } from "./exchange/rate-limit.ts";
export type { RateLimit } from "./exchange/rate-limit.ts";
export { resolveEnvironment } from "./exchange/environment.ts";
export type { ResolvedEnvironment } from "./exchange/environment.ts";
export {
  restPayload,
  signedParams,
  signedQuery,
  webSocketPayload,
} from "./exchange/signed-params.ts";
export type { SignableParams } from "./exchange/signed-params.ts";
export { rateLimited } from "./exchange/call.ts";
export type { RestCaller, SignedForm } from "./exchange/call.ts";
export { createToken, TOKEN_RETIREMENT } from "./exchange/token-call.ts";
export { refusal } from "./exchange/answer.ts";
export type { ListenToken } from "./exchange/answer.ts";
export { exchangeCodeOf } from "./exchange/key-calls.ts";
export { withinTime } from "./exchange/within-time.ts";
export { fingerprint } from "./fingerprint.ts";
export { KeyOwner } from "./owner/key-owner.ts";
export { KeyLease } from "./owner/key-lease.ts";
export type { KeyMember, OwnerNews } from "./owner/herald.ts";
export type { KeyTap } from "./owner/key-tap.ts";
export type { Key } from "./owner/key.ts";
export type { Revocation } from "./owner/revocation.ts";
export type { OwnerPhase, OwnerSettings } from "./owner/key-owner.ts";
export { verdictOn } from "./owner/verdict.ts";
export type { Verdict } from "./owner/verdict.ts";
export { retryDelay } from "./owner/schedule.ts";
export type { RetryFacts } from "./owner/schedule.ts";
export { systemClock, systemRandom } from "./seams/clock.ts";
export { elapsedSince, instantOf } from "./time/instant.ts";
export type { Instant } from "./time/instant.ts";
export { ExchangeTime } from "./time/exchange-time.ts";
export type { ClockReading, ExchangeMoment } from "./time/exchange-time.ts";
export { TimeWatch } from "./time/time-watch.ts";
export type { TimeWatcher } from "./time/time-watch.ts";
export { epochMs } from "./events/epoch-ms.ts";
export { parsePayload } from "./events/payload.ts";
export type { IdPaths } from "./events/payload.ts";
export { CallBudget, KeptBudgets } from "./owner/call-budget.ts";
export { managerSettings } from "./manager/options.ts";
export type { ManagerSettings } from "./manager/options.ts";
export {
  assertApiKey,
  assertDuration,
  assertFunctions,
  assertShare,
  assertTransport,
} from "./options.ts";
