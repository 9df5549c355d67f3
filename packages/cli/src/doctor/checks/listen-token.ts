import { isListenKeyError } from "@listenkey/core";
import {
  exchangeCodeOf,
  refusal,
  signedQuery,
  withinTime,
  type SignableParams,
} from "@listenkey/core/kit";
import type { ListenTokenFacet } from "@listenkey/core/product";
import { BadResponseError, type ListenKeyError } from "@listenkey/core";
import { transportErrorFrom, type RequestSignal } from "@listenkey/core/transport";
import type { Ear } from "../ear.ts";
import type { KeyedExam } from "../exam.ts";
import { fieldsIn } from "../frame.ts";
import type { Subscribed } from "./api-line.ts";
import { checkApiStream } from "./api-stream.ts";
import { tellRefusal } from "./listen-key.ts";

/** Everything about a stream that is subscribed to with listen tokens. Making one ends none. */
export async function checkTokenStream(
  exam: KeyedExam,
  facet: ListenTokenFacet,
  ears: readonly [Ear, Ear],
): Promise<void> {
  const isSigned = await checkSignature(exam, facet);
  if (isSigned === undefined) return;
  const method = facet.subscribeMethod;
  const request = async () => ({
    method,
    params: { listenToken: await tokenFrom(exam, facet, isSigned) },
  });
  await checkApiStream(exam, ears, {
    asking: request,
    aside: async (_, ear, subscribed) => {
      tellUnit(exam, subscribed);
      tellRenewal(exam, subscribed, await ear.ask(await request()));
    },
  });
}

/** Whether a token is to be had for the API key alone. @returns Whether it has to be signed; nothing if it is refused. */
async function checkSignature(
  exam: KeyedExam,
  facet: ListenTokenFacet,
): Promise<boolean | undefined> {
  const { tell, credentials } = exam;
  const { method, path } = facet.create;
  try {
    await tokenFrom(exam, facet, false);
    tell({
      check: "credentials",
      verdict: "well",
      says: `${method} ${path} takes the API key, without a signature`,
    });
    return false;
  } catch (unsigned) {
    // Nobody's key is refused with or without one.
    const code = exchangeCodeOf(unsigned);
    if (code === undefined || code <= -2000 || credentials.signer === undefined) {
      tellRefusal(exam, unsigned);
      return undefined;
    }
  }
  try {
    await tokenFrom(exam, facet, true);
    tell({
      check: "credentials",
      verdict: "well",
      says: `${method} ${path} wants a signature, and takes ours`,
    });
    return true;
  } catch (signed) {
    tellRefusal(exam, signed);
    return undefined;
  }
}

/** Obtains a token: a secret. Rejects with what is wrong. */
async function tokenFrom(
  { hosts, credentials, transport, real, times, signal }: KeyedExam,
  { create }: ListenTokenFacet,
  isSigned: boolean,
): Promise<string> {
  const { method, path, params = {} } = create;
  const { apiKey, signer } = credentials;
  const body =
    isSigned && signer !== undefined
      ? await signedQuery({ ...params, timestamp: real.now() } satisfies SignableParams, signer)
      : new URLSearchParams(params).toString();
  const errorFrom = (thrown: unknown, given: RequestSignal): ListenKeyError =>
    isListenKeyError(thrown) ? thrown : transportErrorFrom(thrown, given);
  const response = await withinTime(
    { clock: real, timeoutMs: times.answerMs, signal, errorFrom },
    ({ full }) =>
      transport.send({
        method,
        url: `${hosts.rest}${path}`,
        headers: {
          "x-mbx-apikey": apiKey,
          "content-type": "application/x-www-form-urlencoded",
        },
        body,
        signal: full,
      }),
  );
  const secrets = [apiKey];
  if (response.status !== 200) throw refusal(response, { what: `${method} ${path}`, secrets });
  const token = fieldsIn(response.body)?.["token"];
  if (typeof token === "string") return token;
  throw new BadResponseError(`${method} ${path} was answered without a token`, response);
}

function tellUnit({ tell }: KeyedExam, { expirationTime }: Subscribed): void {
  const unit =
    expirationTime === undefined
      ? "is not there"
      : expirationTime >= 1e15
        ? "is in microseconds"
        : "is in milliseconds";
  tell({
    check: "token expiry",
    verdict: "told",
    says: `expirationTime in the acknowledgement ${unit}`,
  });
}

function tellRenewal(
  { tell }: KeyedExam,
  { subscription }: Subscribed,
  answer: Awaited<ReturnType<Ear["ask"]>>,
): void {
  const renewed = fieldsIn(JSON.stringify(answer?.result ?? {}))?.["subscriptionId"];
  const says =
    answer?.code !== undefined
      ? `a second token on the same socket is refused with ${answer.code}`
      : renewed === subscription
        ? "a second token on the same socket extends the subscription under its id"
        : "a second token on the same socket goes on under a new id";
  tell(
    answer === undefined
      ? {
          check: "token renewal",
          verdict: "undecided",
          says: "the exchange did not answer in time",
          remedy: "try again",
        }
      : { check: "token renewal", verdict: "told", says },
  );
}
