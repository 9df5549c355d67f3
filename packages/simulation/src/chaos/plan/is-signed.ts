import type { Way } from "../../plan/ways.ts";

/** Whether a client on this way has a signer: wherever one may be wanted. */
export function isSigned({ access }: Way): boolean {
  return access !== "listenKey";
}
