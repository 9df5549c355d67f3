import type { CancelTimer, Clock } from "@listenkey/core";
import type { Screen } from "../terminal.ts";

/** How often it is drawn when nothing happens, in milliseconds. */
const IDLE_MS = 1_000;

/** How soon it is back below what was printed; a burst of lines is not worth a drawing each. */
const SOON_MS = 50;

/** A line below everything else that is up to date, on terminals only. */
export class StatusLine {
  readonly #screen: Screen;
  readonly #clock: Clock;
  readonly #draw: () => string;
  #cancel: CancelTimer = () => undefined;
  #isSoon = false;
  #isOver = false;

  constructor(screen: Screen, clock: Clock, draw: () => string) {
    this.#screen = screen;
    this.#clock = clock;
    this.#draw = draw;
    if (screen.isInteractive) this.#arm(0);
    else this.#isOver = true;
  }

  /** What it says has changed, or something was printed. */
  refresh(): void {
    if (this.#isOver || this.#isSoon) return;
    this.#cancel();
    this.#isSoon = true;
    this.#arm(SOON_MS);
  }

  /** Takes it away. */
  end(): void {
    this.#isOver = true;
    this.#cancel();
    this.#screen.show("");
  }

  #arm(ms: number): void {
    const tick = (): void => {
      this.#isSoon = false;
      this.#screen.show(this.#draw());
      this.#arm(IDLE_MS);
    };
    this.#cancel = this.#clock.setTimer(ms, tick, { ref: false });
  }
}
