import pc from "picocolors";

/** Where the command writes. */
export interface Terminal {
  /** For results, and for progress. */
  readonly out: Screen;
  /** For complaints. */
  readonly err: Screen;
}

/** One stream of output: a person's terminal, a file, or a pipe. */
export interface Screen {
  /** Whether lines can be taken back. */
  readonly isInteractive: boolean;
  /** How many characters fit on a line. */
  readonly columns: number;
  /** Colours; they do nothing where there are none. */
  readonly colors: Colors;
  /** Writes text and a line end, below everything so far. */
  print(text: string): void;
  /** Shows a line in place of what was shown before; `""` takes it away. Does nothing unless interactive. */
  show(line: string): void;
}

/** Functions that colour text. */
export type Colors = ReturnType<typeof pc.createColors>;

/** What a screen needs of a stream, such as `process.stdout`. */
export interface ScreenStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Where output is not a terminal, nobody knows how wide it is shown: as wide as a page. */
const DEFAULT_COLUMNS = 100;

/** The escape sequence that empties a line. */
const EMPTY_LINE = "\r\x1b[2K";

/** A screen on a stream. Colours and lines that are taken back are for terminals only; `NO_COLOR` is honoured. */
export function screenOn(
  stream: ScreenStream,
  env: Readonly<Record<string, string | undefined>>,
): Screen {
  const isInteractive = Boolean(stream.isTTY) && env["TERM"] !== "dumb";
  const hasColors = isInteractive && (env["NO_COLOR"] ?? "") === "";
  let shown = "";
  const show = (line: string): void => {
    if (!isInteractive || line === shown) return;
    const fitting = line.slice(0, (stream.columns ?? DEFAULT_COLUMNS) - 1);
    stream.write(`${shown === "" ? "" : EMPTY_LINE}${fitting}`);
    shown = line;
  };
  return {
    isInteractive,
    get columns() {
      return stream.columns ?? DEFAULT_COLUMNS;
    },
    colors: pc.createColors(hasColors),
    show,
    print(text) {
      const last = shown;
      show("");
      stream.write(`${text}\n`);
      show(last);
    },
  };
}
