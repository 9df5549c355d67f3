// The contract of the transport seam as data, for any runner: node:test, deno test, bun test, a page.
import { answerCases } from "./transport/answer-cases.ts";
import { failureCases } from "./transport/failure-cases.ts";
import { secrecyCases } from "./transport/secrecy-cases.ts";
import { socketCases } from "./transport/socket-cases.ts";
import { socketEndCases } from "./transport/socket-end-cases.ts";
import type { TransportCase } from "./transport/transport-case.ts";

export type { TransportCase } from "./transport/transport-case.ts";

/** Every promise about requests. */
export const requestCases: readonly TransportCase[] = [...answerCases, ...failureCases];

/** Every promise that every transport keeps. */
export const transportCases: readonly TransportCase[] = [
  ...requestCases,
  ...secrecyCases,
  ...socketCases,
  ...socketEndCases,
];

// Promises of transports that can do more.
export { keepAliveCases, patienceCases, sightCases } from "./transport/connection-cases.ts";
