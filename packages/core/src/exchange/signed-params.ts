import { configurationError } from "../errors.ts";
import type { Signer } from "../seams/signer.ts";

/** The parameters of a request that is to be signed. Numbers are finite; decimals are best given as strings. */
export type SignableParams = Readonly<Record<string, string | number | boolean>>;

/**
 * What is signed of a request to the WebSocket API: every parameter but `signature`, sorted by name, `name=value` joined
 * by `&`, raw (not percent-encoded), numbers exactly as JSON renders them.
 *
 * Source: https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/request-security
 *
 * @throws `CONFIGURATION` for a value that is no well-formed string, finite number or boolean.
 */
export function webSocketPayload(params: SignableParams): string {
  const sorted = textsOf(params).sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([name, text]) => `${name}=${text}`).join("&");
}

/**
 * The parameters of a request to the WebSocket API with their `signature`, ready to be its `params`.
 *
 * A signature that is already there is not signed, and is replaced: so parameters can be signed anew.
 *
 * @returns The same parameters and `signature`. Rejects with `CONFIGURATION` as {@link webSocketPayload} does, where the
 *   signer gives no signature, and with whatever the signer rejects with.
 */
export async function signedParams<Params extends SignableParams>(
  params: Params,
  signer: Signer,
): Promise<Params & { readonly signature: string }> {
  return { ...params, signature: await signatureOf(webSocketPayload(params), signer) };
}

/**
 * What is signed of a REST request: every parameter but `signature`, in the order given, percent-encoded. What is signed
 * must be what is sent, to the letter.
 *
 * Source: https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security
 *
 * @throws `CONFIGURATION` for a value that is no well-formed string, finite number or boolean.
 */
export function restPayload(params: SignableParams): string {
  const pairs = textsOf(params).map(([name, text]) => `${encoded(name)}=${encoded(text)}`);
  return pairs.join("&");
}

/**
 * The parameters of a REST request as a signed query: {@link restPayload}, and the signature at the end, itself
 * percent-encoded. Send it whole and unchanged, after the `?` of the URL or as the form body.
 *
 * @returns Without a leading `?`. Rejects with `CONFIGURATION` as {@link restPayload} does, where the signer gives no
 *   signature, and with whatever the signer rejects with.
 */
export async function signedQuery(params: SignableParams, signer: Signer): Promise<string> {
  const payload = restPayload(params);
  const signature = `signature=${encoded(await signatureOf(payload, signer))}`;
  return payload === "" ? signature : `${payload}&${signature}`;
}

/** Every parameter that is signed, its value as the text it is sent as. */
function textsOf(params: SignableParams): [name: string, text: string][] {
  return Object.entries(params)
    .filter(([name]) => name !== "signature")
    .map(([name, value]) => [name, textOf(name, value)]);
}

function textOf(name: string, value: unknown): string {
  // Half a surrogate pair has no UTF-8: JSON would send one thing, and the signer sign another.
  if (typeof value === "string" && !/\p{Surrogate}/u.test(value)) return value;
  if (typeof value === "boolean" || Number.isFinite(value)) return JSON.stringify(value);
  throw configurationError(
    `the parameter ${name} must be a well-formed string, a finite number or a boolean`,
  );
}

/**
 * Encodes all but the unreserved characters of RFC 3986. `encodeURIComponent` leaves five more, and URL parsers encode
 * one of them, the apostrophe, after it was signed.
 */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function signatureOf(payload: string, signer: Signer): Promise<string> {
  if (typeof signer !== "function") {
    throw configurationError("signer is missing; give one, such as hmacSigner(secret)");
  }
  const signature: unknown = await signer(payload);
  if (typeof signature === "string" && signature !== "") return signature;
  throw configurationError("signer gave no signature; it must resolve with hex or base64 text");
}
