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
  if (SECURE.has(parsed.protocol)) return;
  if (!PLAIN.has(parsed.protocol)) {
    throw configurationError(
      `The URL's scheme ${parsed.protocol} is none of https:, wss:, http:, ws:`,
    );
  }
  if (allowInsecure || isLoopback(parsed.hostname)) return;
  throw configurationError(
    `${parsed.protocol}//${parsed.host} would send secrets in clear text; use ${parsed.protocol === "http:" ? "https:" : "wss:"}, or give the transport allowInsecure: true`,
  );
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
