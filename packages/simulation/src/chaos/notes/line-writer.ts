import { closeSync, openSync, writeSync } from "node:fs";

/** What is held back at most, in characters. */
const BATCH_CHARACTERS = 65_536;

/**
 * Writes values as lines of JSON, all those of one turn of the event loop together: whoever is killed loses what came
 * in the last turn, and no more.
 */
export class LineWriter {
  readonly #file: number;
  #lines: string[] = [];
  #characters = 0;
  #scheduled: NodeJS.Immediate | undefined;

  constructor(path: string) {
    this.#file = openSync(path, "a");
  }

  write(value: unknown): void {
    const line = JSON.stringify(value, plainError);
    this.#lines.push(line);
    this.#characters += line.length;
    if (this.#characters >= BATCH_CHARACTERS) return this.flush();
    this.#scheduled ??= setImmediate(() => this.flush());
  }

  /** Writes what is held back. */
  flush(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    if (this.#lines.length === 0) return;
    const text = `${this.#lines.join("\n")}\n`;
    this.#lines = [];
    this.#characters = 0;
    let bytes = Buffer.from(text);
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(this.#file, bytes));
  }

  close(): void {
    this.flush();
    closeSync(this.#file);
  }
}

/** JSON leaves out what makes an error: its fields are not enumerable. */
function plainError(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return Object.assign({}, value, { name, message, stack }, cause !== undefined && { cause });
}
