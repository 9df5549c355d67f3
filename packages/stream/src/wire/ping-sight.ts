import type { Transport } from "@listenkey/core/transport";

/** Where a connection leads, and how. */
interface Way {
  readonly transport: Transport;
  readonly url: string;
}

/** The hosts whose ping frames have been seen, by the transport that showed them. */
const seen = new WeakMap<Transport, Set<string>>();

/** Whether the ping frames of a host have ever been seen through a transport: then no ping is bad news. */
export function pingsWereSeen({ transport, url }: Way): boolean {
  return seen.get(transport)?.has(hostOf(url)) === true;
}

/** A ping frame has been seen. */
export function notePing({ transport, url }: Way): void {
  let hosts = seen.get(transport);
  if (hosts === undefined) seen.set(transport, (hosts = new Set()));
  hosts.add(hostOf(url));
}

function hostOf(url: string): string {
  // `URL` would do, but throws, and a host is all that may be kept of a URL with a key in it.
  return /^[a-z]+:\/\/([^/?#]*)/.exec(url)?.[1] ?? "";
}
