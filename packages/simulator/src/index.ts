// For users: an exchange to test against.
export { createExchange } from "./create-exchange.ts";
export type { BanOptions, Exchange, ExchangeOptions, ShutdownOptions } from "./exchange.ts";
export type { MemoryTransportOptions } from "./faces/memory/memory-transport.ts";
export type { Latency } from "./faces/memory/latency.ts";
export type {
  AccountKeys,
  AccountOptions,
  ApiKeyOptions,
  Credentials,
  SimulatedAccount,
} from "./model/simulated-account.ts";
export type { TradeOptions, Trading } from "./trading/trading.ts";
export type { EventValue, SimulatedEvent } from "./sockets/simulated-event.ts";
export type { SimulatedSocket } from "./sockets/simulated-socket.ts";
// What differs from one exchange to another.
export { defaultDialect } from "./rules/dialect.ts";
export type { Dialect } from "./rules/dialect.ts";
export { binanceHosts, combinedHost, compatibleHosts, defaultHosts } from "./rules/hosts.ts";
export type { HostRules } from "./rules/hosts.ts";
export type { LimitOptions } from "./model/limits.ts";
export type { PoolName } from "./rules/pools.ts";
export type {
  KeySpace,
  MarginProduct,
  ProductFamily,
  ProductId,
  SubscribedProduct,
} from "./rules/product-ids.ts";
export type { KeyCall, KeyFamily, RestCallName, RestFamily } from "./rules/rest-rules.ts";
export type { WsCallName } from "./rules/ws-methods.ts";
export type { SocketFamily } from "./rules/socket-routes.ts";
// What goes wrong.
export { fault } from "./faults/fault-catalogue.ts";
export type { FaultReply, RateLimitReply } from "./faults/fault-catalogue.ts";
export type { ArmedFault, FaultTiming } from "./faults/armed-fault.ts";
export type { FaultMatch } from "./faults/fault-match.ts";
export type { Faults, FaultSpan } from "./faults/faults.ts";
export type * from "./faults/fault.ts";
// What happened.
export type { ExchangeLog, LogOptions, RecordOf } from "./log/exchange-log.ts";
export type * from "./log/log-record.ts";
// Who judges a client by it.
export { auditStream } from "./audit/audit-stream.ts";
export type { AuditRequest, StreamAudit } from "./audit/audit-stream.ts";
export type { AuditedItem, AuditedStream } from "./audit/audited-stream.ts";
export type { Finding, FindingKind, FindingSubject } from "./audit/findings.ts";
export type { Interval } from "./audit/interval.ts";
export type { AuditedGap, GapBounds } from "./audit/judge-gaps.ts";
export type { TradeCounts } from "./audit/judge-trades.ts";
export { LogIndex } from "./audit/log-index.ts";
export type { HearingSocket } from "./audit/log-index.ts";
export type { ProducedEvent } from "./audit/produced-events.ts";
export type { EventCopy } from "./audit/sent-events.ts";
// For authors of faces.
export type { ExchangeGate } from "./exchange-gate.ts";
export type { RestCall, RestOutcome, RestReply } from "./gate/rest-call.ts";
export type { DialOutcome, SocketDial } from "./gate/socket-dial.ts";
export type { ServerSocket, SocketLink } from "./sockets/socket-link.ts";
