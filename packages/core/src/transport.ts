// For authors of transports.
export type {
  HttpRequest,
  HttpResponse,
  RequestSignal,
  Socket,
  SocketEnd,
  SocketHandlers,
  SocketRequest,
  Transport,
} from "./seams/transport.ts";
export { transportErrorFrom } from "./seams/transport-error.ts";
export { assertSecureUrl } from "./seams/secure-url.ts";
export { configurationError, ListenKeyError } from "./errors.ts";
export { systemClock } from "./seams/clock.ts";
