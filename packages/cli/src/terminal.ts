import type pc from "picocolors";

/** Where a command writes. */
export interface Terminal {
  /** For results. */
  readonly out: Screen;
  /** For complaints, and for progress where the results are read by a program. */
  readonly err: Screen;
  /** Asks a person, on `err`; absent where there is none, because a file or a program is at the other end. */
  readonly ask?: Ask;
}

/** Asks a question. @returns The answer without its line end. Empty at the end of input; rejects if it is interrupted. */
export type Ask = (question: string, signal: AbortSignal) => Promise<string>;

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
  /**
   * Shows text in place of what was shown before; `""` takes it away. From then on, {@link print} leaves nothing of what a
   * person types between two lines, such as `^C`. Does nothing unless interactive.
   */
  show(text: string): void;
}

/** Functions that colour text. */
export type Colors = ReturnType<typeof pc.createColors>;
