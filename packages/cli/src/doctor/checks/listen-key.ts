import {
  createListenKeyApi,
  isListenKeyError,
  type ListenKeyApi,
  type ListenKeyError,
} from "@listenkey/core";
import { exchangeCodeOf } from "@listenkey/core/kit";
import { failureInWords } from "../../failures.ts";
import type { KeyedExam } from "../exam.ts";

/** What makes the calls; the environment has been looked up already. */
function apiOf({ product, hosts, credentials, transport, real, times }: KeyedExam): ListenKeyApi {
  const { realm: _, ...environment } = hosts;
  return createListenKeyApi({
    product,
    apiKey: credentials.apiKey,
    transport,
    environment,
    requestTimeoutMs: times.answerMs,
    clock: real,
  });
}

/** Obtains the account's listen key, and tells what its calls answer. @returns The key: a secret; nothing if refused. */
export async function checkListenKey(exam: KeyedExam): Promise<string | undefined> {
  const api = apiOf(exam);
  const wasAlive = await hadKey(exam, api);
  try {
    const { listenKey, expiration } = await api.create({ signal: exam.signal });
    const { method, path } = exam.product.listenKey.create;
    exam.tell({
      check: "credentials",
      verdict: "well",
      says: `${method} ${path} takes the API key, without a signature${wasAlive ? "; a listen key was alive before, maybe another program's, and has been extended" : ""}`,
    });
    await checkKeepalive(exam, api, listenKey);
    checkLifetime(exam, expiration);
    return listenKey;
  } catch (error) {
    tellRefusal(exam, error);
    return undefined;
  }
}

/** What is wrong where the exchange refuses. */
export function tellRefusal({ tell }: Pick<KeyedExam, "tell">, error: unknown): void {
  if (!isListenKeyError(error)) throw error;
  if (error.code === "ABORTED") return;
  tell({
    check: "credentials",
    verdict: "wrong",
    says: failureInWords(error),
    remedy: remedyFor(error),
  });
}

const REMEDIES: Readonly<Partial<Record<ListenKeyError["code"], string>>> = {
  NETWORK: "check the network between here and there",
  TIMEOUT: "check the network between here and there, and try again",
  BAD_RESPONSE: "check that the hosts are the exchange's own",
  RATE_LIMITED: "wait, and find out what else asks so much from this address",
  RETIRED: "use what has taken its place",
};

function remedyFor(error: ListenKeyError): string {
  return (
    REMEDIES[error.code] ??
    "check the API key, that it may use this product, its IP whitelist, and whether it is of this environment"
  );
}

/** Where calls name no key, a keepalive before anything else tells whether one was alive. It is only extended. */
async function hadKey({ product, tell, signal }: KeyedExam, api: ListenKeyApi): Promise<boolean> {
  const { keepalive } = product.listenKey;
  if (keepalive.keyParam !== undefined) return false;
  try {
    await api.keepalive("any", { signal });
    return true;
  } catch (error) {
    if (exchangeCodeOf(error) === -1125) {
      tell({
        check: "no key yet",
        verdict: "told",
        says: `${keepalive.method} without a live listen key is refused with -1125, as documented`,
      });
    }
    return false;
  }
}

async function checkKeepalive(
  { product, tell, signal }: KeyedExam,
  api: ListenKeyApi,
  listenKey: string,
): Promise<void> {
  const { keepalive, renewBy } = product.listenKey;
  const answer = await api.keepalive(listenKey, { signal });
  const isOther = answer.listenKey !== undefined && answer.listenKey !== listenKey;
  const says =
    answer.listenKey === undefined
      ? `${keepalive.method} answers {}, without the key`
      : `${keepalive.method} answers with the key`;
  tell({
    check: "keepalive",
    verdict: isOther ? "wrong" : "told",
    says: isOther
      ? `${keepalive.method} answers with another key than the one just made`
      : `${says}; renewals here use ${renewBy === "create" ? "POST" : keepalive.method}`,
    ...(isOther && { remedy: "find the program that deletes the listen keys of this account" }),
  });
}

function checkLifetime({ product, real, tell }: KeyedExam, expiration: number | undefined): void {
  const minutes = (ms: number): string => `${Math.round(ms / 60_000)} minutes`;
  const documented = minutes(product.listenKey.lifetimeMs);
  tell({
    check: "lifetime",
    verdict: "told",
    says:
      expiration === undefined
        ? `no answer says how long a listen key lives; ${documented} are documented, and any POST or PUT starts them again`
        : `the answer says ${minutes(expiration - real.now())}; ${documented} are documented`,
  });
}
