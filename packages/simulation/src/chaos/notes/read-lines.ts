import { closeSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 4 * 2 ** 20;

/**
 * Reads lines of JSON; a last line that was never finished, because its writer was killed, is left out.
 *
 * @throws Node's own error if there is no such file, and for a finished line that is no JSON.
 */
export function* readLines(path: string): Generator<unknown> {
  const file = openSync(path, "r");
  const decoder = new TextDecoder();
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest = "";
  try {
    for (;;) {
      const length = readSync(file, chunk);
      if (length === 0) return;
      const lines = (rest + decoder.decode(chunk.subarray(0, length), { stream: true })).split(
        "\n",
      );
      rest = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line);
    }
  } finally {
    closeSync(file);
  }
}
