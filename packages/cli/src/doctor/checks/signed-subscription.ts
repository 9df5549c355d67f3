import { signedParams } from "@listenkey/core/kit";
import type { SubscriptionFacet } from "@listenkey/core/product";
import type { Ear } from "../ear.ts";
import type { KeyedExam } from "../exam.ts";
import { checkApiStream } from "./api-stream.ts";

/** Everything about a stream that is subscribed to with a signature. */
export async function checkSignedSubscription(
  exam: KeyedExam,
  facet: SubscriptionFacet,
  ears: readonly [Ear, Ear],
): Promise<void> {
  const { credentials, tell, real } = exam;
  const { apiKey, signer } = credentials;
  if (signer === undefined) {
    tell({
      check: "credentials",
      verdict: "wrong",
      says: `${facet.subscribeMethod} has to be signed, and there is neither a secret nor a key file`,
      remedy: "set BINANCE_API_SECRET, or BINANCE_KEY_FILE for an Ed25519 or RSA key",
    });
    return;
  }
  await checkApiStream(exam, ears, {
    asking: async () => ({
      method: facet.subscribeMethod,
      params: await signedParams({ apiKey, timestamp: real.now() }, signer),
    }),
    aside: async () =>
      tell({
        check: "credentials",
        verdict: "well",
        says: `${facet.subscribeMethod} takes API key and signature`,
      }),
  });
}
