/** In bodies and frames, and in the queries of signed requests. */
const SECRETS = /(?:"(?:listenKey|token|listenToken|signature)":"|[?&]signature=)([^"&]{16,})/g;

/** Listen keys, tokens and signatures in what is sent and answered. */
export function secretsIn(text: string): readonly string[] {
  return [...text.matchAll(SECRETS)].map(([, secret = ""]) => secret);
}
