/** A stream as clients name it: `<listenKey>`, or `<listenKey>@<EVENT>`. */
export interface StreamName {
  /** As the client wrote it. */
  readonly text: string;
  /** What stands where a listen key should: nobody checks it. */
  readonly listenKey: string;
  /** The only event that is asked for; absent for all. Not checked either, as on Binance. */
  readonly event: string | undefined;
}

/** Reads the name of a stream. */
export function streamName(text: string): StreamName {
  const at = text.indexOf("@");
  return at < 0
    ? { text, listenKey: text, event: undefined }
    : { text, listenKey: text.slice(0, at), event: text.slice(at + 1) };
}
