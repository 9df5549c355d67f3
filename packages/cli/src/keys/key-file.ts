import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { configurationError } from "@listenkey/core/product";

/** Readable by its owner alone. */
const MODE = 0o600;

/** Reads a listen key. @throws `CONFIGURATION`, without a word of what is in the file. */
export function readKeyFile(path: string): string {
  const key = attempted("read", () => readFileSync(path, "utf8")).trim();
  if (/^[\x21-\x7e]{1,512}$/.test(key)) return key;
  throw configurationError(
    "the file of --key-file holds no listen key; let `keys create` write it",
  );
}

/** Writes a listen key, for its owner alone. @throws `CONFIGURATION` if that cannot be done. */
export function writeKeyFile(path: string, key: string): void {
  attempted("written", () => {
    writeFileSync(path, `${key}\n`, { mode: MODE });
    // A file that was there keeps its mode.
    chmodSync(path, MODE);
  });
}

/** Never tells the path: whoever confuses options has put a secret there. */
function attempted<T>(what: string, access: () => T): T {
  try {
    return access();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw configurationError(
      `the file of --key-file cannot be ${what} (${code}); check its path and who may do that`,
    );
  }
}
