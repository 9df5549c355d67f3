import type { SocketEnd } from "@listenkey/core/transport";

/** How a socket ended, for people. Pure; says nothing of its URL. */
export function webSocketEnd(
  { code, refusal }: Pick<SocketEnd, "code" | "refusal">,
  wasOpen: boolean,
): string {
  if (refusal !== undefined) return `the handshake was answered with ${refusal.status}`;
  if (!wasOpen) return "no connection came about";
  return code === 1006 ? "it was cut without a close frame" : `the exchange closed it with ${code}`;
}
