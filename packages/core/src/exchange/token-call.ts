import { readListenTokenAnswer, type ListenToken } from "./answer.ts";
import { askExchange, type RestCaller, type RestTarget } from "./call.ts";

/** What is known of the end of listen tokens: no document names one. */
export const TOKEN_RETIREMENT: RestCaller["retirement"] = {
  retired: {},
  successor: "what the documents of the exchange name instead",
};

/** Obtains a listen token, a new one each time. @throws `BAD_RESPONSE` if the answer has none. */
export async function createToken(
  caller: RestCaller,
  target: Omit<RestTarget, "listenKey">,
): Promise<ListenToken> {
  return readListenTokenAnswer(await askExchange(caller, target));
}
