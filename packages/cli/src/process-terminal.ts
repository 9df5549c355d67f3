import type { WriteStream } from "node:tty";
import { createLogUpdate } from "log-update";
import pc from "picocolors";
import type { Screen, Terminal } from "./terminal.ts";

/** What the terminal needs of a process. */
export interface TerminalProcess {
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Where output is not a terminal, nobody knows how wide it is shown: as wide as a page. */
const DEFAULT_COLUMNS = 100;

/** The terminal of a process. Colours and lines that are taken back are for terminals only; `NO_COLOR` is honoured. */
export function processTerminal({ stdout, stderr, env }: TerminalProcess): Terminal {
  return { out: screenOn(stdout, env), err: screenOn(stderr, env) };
}

function screenOn(stream: WriteStream, env: TerminalProcess["env"]): Screen {
  const isInteractive = Boolean(stream.isTTY) && env["TERM"] !== "dumb";
  const hasColors = isInteractive && (env["NO_COLOR"] ?? "") === "";
  const update = createLogUpdate(stream);
  let isShowing = false;
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
      stream.write(`${text}\n`);
    },
    show(text) {
      if (!isInteractive) return;
      if (text === "") return takeAway();
      update(text);
      isShowing = true;
    },
  };
}
