import pc from "picocolors";
import type { Screen, Terminal } from "../src/terminal.ts";

/** A screen that remembers. */
interface RecordedScreen extends Screen {
  /** Everything that was printed. */
  readonly text: string;
  /** Everything that was shown in place, one after the other. */
  readonly shown: readonly string[];
}

/** A terminal that remembers what was written. */
export interface RecordedTerminal extends Terminal {
  readonly out: RecordedScreen;
  readonly err: RecordedScreen;
}

/** Makes a {@link RecordedTerminal}. */
export function recordingTerminal({ isInteractive = false } = {}): RecordedTerminal {
  return { out: recordingScreen(isInteractive), err: recordingScreen(isInteractive) };
}

function recordingScreen(isInteractive: boolean): RecordedScreen {
  let text = "";
  const shown: string[] = [];
  return {
    isInteractive,
    columns: 100,
    colors: pc.createColors(false),
    shown,
    get text() {
      return text;
    },
    print(more) {
      text += `${more}\n`;
    },
    show: (frame) => void shown.push(frame),
  };
}
