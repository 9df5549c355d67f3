import { ListenKeyError } from "@listenkey/core";

/** The owner of the connection has closed it. */
export function closed(): ListenKeyError {
  return new ListenKeyError("CLOSED", "The connection was closed");
}

/** The exchange did not do something in time. */
export function timeout(message: string): ListenKeyError {
  return new ListenKeyError("TIMEOUT", message);
}
