import { isListenKeyError } from "@listenkey/core";
import { withinTime } from "@listenkey/core/kit";
import {
  transportErrorFrom,
  type HttpResponse,
  type RequestSignal,
} from "@listenkey/core/transport";
import { Ear } from "../ear.ts";
import type { Exam } from "../exam.ts";

const NETWORK_REMEDY = "check the network, DNS, firewalls and proxies between here and there";

/** Whether the REST host answers. @returns Its answer, and when it was asked and came, for the clock check. */
export async function checkRest(exam: Exam): Promise<TimedAnswer | undefined> {
  const { hosts, tell } = exam;
  const { rest } = hosts;
  if (rest === undefined) return undefined;
  const url = rest + timePathOf(exam);
  try {
    const answer = await timed(exam, url);
    const { status } = answer.response;
    const isBarred = status === 403 || status === 451;
    tell({
      check: "REST host",
      verdict: isBarred ? "wrong" : "well",
      says: `${rest} answers${isBarred ? ` ${status}: it wants no requests from here` : ""}`,
      ...(isBarred && {
        remedy: "ask from where the exchange serves; on demo hosts /sapi is always refused",
      }),
    });
    return answer;
  } catch (error) {
    tell({
      check: "REST host",
      verdict: "wrong",
      says: `${rest} ${hasNoTime(error) ? "does not answer in time" : "cannot be reached"}`,
      remedy: NETWORK_REMEDY,
    });
    return undefined;
  }
}

function hasNoTime(error: unknown): boolean {
  return isListenKeyError(error) && error.code === "TIMEOUT";
}

/** Whether a socket comes about; a key that nobody made names no account, and connects too. */
export function checkSocketHost(exam: Exam, check: string, url: string): Promise<boolean> {
  const { origin } = new URL(url);
  return exam.once(`${check} ${origin}`, () => triedSocket(exam, check, url));
}

async function triedSocket(exam: Exam, check: string, url: string): Promise<boolean> {
  const { origin } = new URL(url);
  const ear = new Ear(exam, url);
  const isOpen = await ear.opened();
  exam.tell({
    check,
    verdict: isOpen ? "well" : "wrong",
    says: isOpen
      ? `${origin} opens sockets`
      : `${origin} opens no socket: ${ear.end ?? "no answer in time"}`,
    ...(!isOpen && { remedy: NETWORK_REMEDY }),
  });
  ear.close();
  return isOpen;
}

/** An answer, and when it was asked for and came on the local wall clock. */
export interface TimedAnswer {
  readonly response: HttpResponse;
  readonly sentAt: number;
  readonly receivedAt: number;
}

async function timed({ transport, real, times, signal }: Exam, url: string): Promise<TimedAnswer> {
  const sentAt = real.now();
  const errorFrom = (thrown: unknown, given: RequestSignal) =>
    isListenKeyError(thrown) ? thrown : transportErrorFrom(thrown, given);
  const response = await withinTime(
    { clock: real, timeoutMs: times.answerMs, signal, errorFrom },
    ({ full }) => transport.send({ method: "GET", url, headers: {}, signal: full }),
  );
  return { response, sentAt, receivedAt: real.now() };
}

/** The page of the REST host that tells the time; where none is documented, the one that answers anybody. */
function timePathOf({ product }: Exam): string {
  const [, family = ""] = product.listenKey.create.path.split("/");
  return TIME_PATHS[family] ?? "/api/v3/time";
}

/** By the first part of the paths of listen-key calls; `/sapi` is on the host of `/api`. */
const TIME_PATHS: Readonly<Record<string, string>> = {
  api: "/api/v3/time",
  sapi: "/api/v3/time",
  fapi: "/fapi/v1/time",
  dapi: "/dapi/v1/time",
  eapi: "/eapi/v1/time",
  papi: "/papi/v1/ping",
};
