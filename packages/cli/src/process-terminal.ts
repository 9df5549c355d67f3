import { createInterface } from "node:readline/promises";
import type { ReadStream, WriteStream } from "node:tty";
import { createLogUpdate } from "log-update";
import pc from "picocolors";
import type { Variables } from "./command-context.ts";
import type { Ask, Screen, Terminal } from "./terminal.ts";

/** What the terminal needs of a process. */
export interface TerminalProcess {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly env: Variables;
}

/** Where output is not a terminal, nobody knows how wide it is shown: as wide as a page. */
const DEFAULT_COLUMNS = 100;

/** The escape sequence that empties a line, and goes to its beginning. */
const EMPTY_LINE = "\u001b[2K\r";

/** The terminal of a process. Colours and lines that are taken back are for terminals only; `NO_COLOR` is honoured. */
export function processTerminal({ stdin, stdout, stderr, env }: TerminalProcess): Terminal {
  const screens = { out: screenOn(stdout, env), err: screenOn(stderr, env) };
  return stdin.isTTY && stderr.isTTY ? { ...screens, ask: askOver(stdin, stderr) } : screens;
}

/** The terminal edits the line itself, and so turns Ctrl-C into a signal as ever. */
function askOver(input: ReadStream, output: WriteStream): Ask {
  return async (question, signal) => {
    const lines = createInterface({ input, output, terminal: false });
    const ended = new Promise<undefined>((resolve) => {
      lines.once("close", () => resolve(undefined));
    });
    let answer: string | undefined;
    try {
      answer = await Promise.race([lines.question(question, { signal }), ended]);
      return answer ?? "";
    } finally {
      // The cursor still stands behind the question.
      if (answer === undefined) output.write("\n");
      lines.close();
    }
  };
}

function screenOn(stream: WriteStream, env: Variables): Screen {
  const isInteractive = Boolean(stream.isTTY) && env["TERM"] !== "dumb";
  const hasColors = isInteractive && (env["NO_COLOR"] ?? "") === "";
  const update = createLogUpdate(stream);
  let isShowing = false;
  let lineStart = "";
  const takeAway = (): void => {
    if (!isShowing) return;
    update.clear();
    update.done();
    isShowing = false;
  };
  return {
    isInteractive,
    get columns() {
      return stream.columns ?? DEFAULT_COLUMNS;
    },
    colors: pc.createColors(hasColors),
    print(text) {
      takeAway();
      stream.write(`${lineStart}${text}\n`);
    },
    show(text) {
      if (!isInteractive) return;
      if (text === "") return takeAway();
      update(text);
      isShowing = true;
      // What is typed from now on, such as Ctrl-C, the terminal puts where the cursor stands, whatever is to come there.
      lineStart = EMPTY_LINE;
    },
  };
}
