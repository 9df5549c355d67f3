import { allows, isApiKeyShaped, type ApiKey } from "../model/api-key.ts";
import type { ApiKeys } from "../model/api-keys.ts";
import { BAD_API_KEY_FORMAT, REJECTED_API_KEY, type Refusal } from "../rules/refusals.ts";
import { refuseSignature } from "../signatures/refuse-signature.ts";
import { payloadOf, textOf, type WsParams } from "./ws-request.ts";

/** What a signature is checked against. */
export interface SignatureGround {
  readonly apiKeys: ApiKeys;
  readonly ip: string;
  /** In epoch milliseconds. */
  readonly now: number;
}

/** The API key that signed a request, all of whose mandatory parameters are there. */
export function signerOf(
  params: WsParams,
  { apiKeys, ip, now }: SignatureGround,
): ApiKey | Refusal {
  const value = textOf(params["apiKey"]);
  if (!isApiKeyShaped(value)) return BAD_API_KEY_FORMAT;
  const apiKey = apiKeys.find(value);
  if (apiKey === undefined) return REJECTED_API_KEY;
  const { recvWindow } = params;
  const parts = {
    payload: payloadOf(params),
    signature: textOf(params["signature"]),
    timestamp: textOf(params["timestamp"]),
    recvWindow: recvWindow === undefined || recvWindow === null ? undefined : textOf(recvWindow),
  };
  const refusal = refuseSignature(parts, apiKey.material, now);
  if (refusal !== undefined) return refusal;
  return allows(apiKey, ip) ? apiKey : REJECTED_API_KEY;
}
