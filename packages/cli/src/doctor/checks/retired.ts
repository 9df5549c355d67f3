import { createListenKeyApi, isListenKeyError } from "@listenkey/core";
import { failureInWords } from "../../failures.ts";
import type { KeyedExam } from "../exam.ts";

/**
 * Whether listen keys are still handed out where Binance has switched them off. Where they are, the account's key is
 * extended by that, or one is made that lapses by itself.
 */
export async function checkRetired(exam: KeyedExam): Promise<void> {
  const { product, hosts, credentials, transport, real, times, signal, tell } = exam;
  const { realm: _, ...environment } = hosts;
  const { method, path } = product.listenKey.create;
  const api = createListenKeyApi({
    product,
    apiKey: credentials.apiKey,
    transport,
    environment,
    requestTimeoutMs: times.answerMs,
    clock: real,
  });
  try {
    await api.create({ signal });
    tell({
      check: "listen keys",
      verdict: "told",
      says: `${method} ${path} still serves them here`,
    });
  } catch (error) {
    if (!isListenKeyError(error)) throw error;
    if (error.code === "ABORTED") return;
    tell({
      check: "listen keys",
      verdict: "told",
      says:
        error.code === "RETIRED"
          ? `${method} ${path} is switched off, as announced`
          : `${method} ${path}: ${failureInWords(error)}`,
    });
  }
}
