import { configurationError } from "../errors.ts";

const SECURE = new Set(["https:", "wss:"]);
const PLAIN = new Set(["http:", "ws:"]);

/**
 * Refuses URLs that would carry secrets in clear text: `http:` and `ws:` to a host that is not loopback.
 *
 * @throws `CONFIGURATION`, never naming more of the URL than its origin.
 */
export function assertSecureUrl(url: string, allowInsecure = false): void {
  const parsed = parseUrl(url);
  if (parsed === undefined) throw configurationError("The URL is not a URL");
  if (isSecureUrl(parsed, allowInsecure)) return;
  throw configurationError(
    PLAIN.has(parsed.protocol)
      ? `${parsed.protocol}//${parsed.host} would send secrets in clear text; ` +
          "use https: or wss:, or give the transport allowInsecure: true"
      : `The URL's scheme ${parsed.protocol} is none of https:, wss:, http:, ws:`,
  );
}

/** Whether a URL keeps what is sent to it secret, as far as it is required to. */
export function isSecureUrl({ protocol, hostname }: URL, allowInsecure = false): boolean {
  return SECURE.has(protocol) || (PLAIN.has(protocol) && (allowInsecure || isLoopback(hostname)));
}

/** A URL, or nothing if the text is none. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Whether a host, as a URL spells it, is this machine. */
function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
