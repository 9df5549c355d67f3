import type { ListenKeyManager } from "@listenkey/core";
import { failureInWords } from "../failures.ts";
import { timeOfDay } from "../time-words.ts";

const SUSPENSIONS = {
  unreachable: "the exchange does not answer",
  unauthorized: "the exchange does not accept the API key any more",
  blocked: "the exchange wants no requests for a while",
} as const;

const LOSSES = {
  expired: "the exchange says that it has expired",
  deadline: "it was not renewed in time",
} as const;

/** Puts into words what happens to the listen key of a stream, one sentence each. What ends all is left to the stream. */
export function announceKey(manager: ListenKeyManager, say: (words: string) => void): void {
  manager.on("created", ({ keyId, expiresAt }) =>
    say(`listen key ${keyId}, good until ${timeOfDay(expiresAt)}`),
  );
  manager.on("createFailed", ({ error, retryAt }) =>
    say(`no listen key: ${failureInWords(error)}; next attempt at ${timeOfDay(retryAt)}`),
  );
  manager.on("renewed", ({ keyId, expiresAt }) =>
    say(`listen key ${keyId} renewed, good until ${timeOfDay(expiresAt)}`),
  );
  manager.on("renewalFailed", ({ keyId, error, retryAt }) =>
    say(
      `listen key ${keyId} not renewed: ${failureInWords(error)}; next attempt at ${timeOfDay(retryAt)}`,
    ),
  );
  manager.on("suspended", ({ keyId, reason, expiresAt }) =>
    say(`listen key ${keyId} lives until ${timeOfDay(expiresAt)} at most: ${SUSPENSIONS[reason]}`),
  );
  manager.on("replaced", ({ keyId, previousKeyId }) =>
    say(`listen key ${previousKeyId} replaced by ${keyId}`),
  );
  manager.on("lost", ({ keyId, reason }) => say(`listen key ${keyId} lost: ${LOSSES[reason]}`));
}
