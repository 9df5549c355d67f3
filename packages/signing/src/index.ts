// For users.
export { hmacSigner } from "./hmac-signer.ts";
export { pemSigner } from "./pem-signer.ts";
// For those who make requests of their own.
export {
  restPayload,
  signedParams,
  signedQuery,
  webSocketPayload,
  type SignableParams,
} from "@listenkey/core/kit";
export type { Signer } from "@listenkey/core";
