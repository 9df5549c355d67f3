import type { DayFacts } from "./day-facts.ts";
import type { SocketFacts } from "./socket-facts.ts";

/** Sockets by who opened them, and by the accounts that they were for. */
const known = new WeakMap<DayFacts, ReadonlyMap<string, readonly SocketFacts[]>>();

/** The sockets that a client has opened for an account, those included that could bring it nothing; the older first. */
export function socketsOf(
  facts: DayFacts,
  { client, account }: { readonly client: string; readonly account: string },
): readonly SocketFacts[] {
  let byOwner = known.get(facts);
  if (byOwner === undefined) known.set(facts, (byOwner = sortedByOwner(facts)));
  return byOwner.get(`${client} ${account}`) ?? [];
}

function sortedByOwner(facts: DayFacts): ReadonlyMap<string, readonly SocketFacts[]> {
  const byOwner = new Map<string, Set<SocketFacts>>();
  const add = (socket: SocketFacts | undefined, account: string | undefined): void => {
    if (socket === undefined || account === undefined) return;
    const name = `${socket.client} ${account}`;
    const sockets = byOwner.get(name);
    if (sockets === undefined) byOwner.set(name, new Set([socket]));
    else sockets.add(socket);
  };
  for (const socket of facts.sockets.byNumber.values()) {
    for (const { keys } of socket.tunings) {
      for (const key of keys) add(socket, facts.keys.byNumber.get(key)?.account);
    }
  }
  for (const { socket, account } of facts.subscriptions.all) {
    add(facts.sockets.byNumber.get(socket), account);
  }
  return new Map(
    [...byOwner].map(([name, sockets]) => [
      name,
      [...sockets].toSorted((a, b) => a.openedAt - b.openedAt),
    ]),
  );
}
