// For users on Node, Deno and Bun.
export { encryptedPemSigner } from "./node/encrypted-pem-signer.ts";
export { keyFileSigner } from "./node/key-file-signer.ts";
export type { KeyFileOptions } from "./node/key-file-signer.ts";
