import { INVALID_SIGNATURE, missingParam, type Refusal } from "../rules/refusals.ts";
import { refuseTime } from "./clock-check.ts";
import { isSigned } from "./is-signed.ts";
import type { KeyMaterial } from "./key-material.ts";
import { readRecvWindow } from "./recv-window.ts";

/** What a request was signed with, each part as it was sent. */
export interface SignedParts {
  /** What the signature is over. */
  readonly payload: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly recvWindow: string | undefined;
}

/** What is wrong with the time or the signature of a request, if anything is; `now` in milliseconds. */
export function refuseSignature(
  parts: SignedParts,
  material: KeyMaterial,
  now: number,
): Refusal | undefined {
  const { payload, signature, timestamp } = parts;
  if (!/^\d+$/.test(timestamp)) return missingParam("timestamp");
  const recvWindow = readRecvWindow(parts.recvWindow);
  if (typeof recvWindow !== "number") return recvWindow;
  const refusal = refuseTime(Number(timestamp), { recvWindow, now });
  if (refusal !== undefined) return refusal;
  return isSigned(material, payload, signature) ? undefined : INVALID_SIGNATURE;
}
