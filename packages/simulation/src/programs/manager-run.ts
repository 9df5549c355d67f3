import type { ListenKeyManager } from "@listenkey/core";
import type { ListenKeyProduct } from "@listenkey/core/product";
import type { Socket, SocketHandlers } from "@listenkey/core/transport";
import type { ManagerPlan } from "../plan/day-plan.ts";
import type { ManagerDial, ManagerSession, Revocation } from "../run/evidence.ts";
import { Diary } from "./diary.ts";
import { commonOptions, type ProgramParts } from "./program-parts.ts";

/** Every event of a manager. */
const EVENTS = [
  "created",
  "createFailed",
  "renewed",
  "renewalFailed",
  "suspended",
  "replaced",
  "lost",
  "failed",
  "closed",
] as const;

/** How long the program waits before it dials again, in milliseconds. */
const REDIAL_MS = 2_000;

/** The hosts that a stream of one's own is opened to, beside {@link commonOptions}. */
const COMPATIBLE_STREAM = "wss://stream.compatible.example";

/** One managed key of a program, and the plain socket that it opens with it, as the documents tell people to. */
export class ManagerRun {
  readonly #plan: ManagerPlan;
  readonly #parts: ProgramParts;
  readonly #manager: ListenKeyManager;
  readonly #diary: Diary;
  readonly #dials: ManagerDial[] = [];
  readonly #openedAt: number;
  readonly #keyNumber: (listenKey: string) => number | undefined;
  #socket: Socket | undefined;
  #cancelRedial: (() => void) | undefined;
  #closeCalledAt: number | undefined;
  #killedAt: number | undefined;
  #revocation: Revocation | undefined;

  constructor(
    plan: ManagerPlan,
    parts: ProgramParts,
    keyNumber: (listenKey: string) => number | undefined,
  ) {
    const { machine, calls, now } = parts;
    this.#plan = plan;
    this.#parts = parts;
    this.#keyNumber = keyNumber;
    this.#openedAt = now();
    this.#diary = new Diary(parts);
    this.#manager = machine.library.createListenKeyManager({
      ...commonOptions(parts),
      product: this.#product,
    });
    this.#diary.hear(this.#manager, EVENTS);
    for (const name of ["created", "replaced"] as const) {
      this.#manager.on(name, () => this.#redialIn(0));
    }
    this.#manager.on("failed", () => this.#hangUp());
    void calls.track(this.#open());
  }

  /** Whether it is neither closed nor failed. */
  get isOpen(): boolean {
    return this.#closeCalledAt === undefined && this.#killedAt === undefined && !this.#isOver;
  }

  /** The key that it holds, as the exchange numbers them; absent if it holds none. */
  get key(): number | undefined {
    const { listenKey } = this.#manager;
    return listenKey === undefined ? undefined : this.#keyNumber(listenKey);
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    await this.#close();
  }

  /** Calls `revoke()`, once; where that is refused, `close()`. @param heldBy The other programs that hold the key. */
  async revoke(heldBy: readonly string[]): Promise<void> {
    if (!this.isOpen || this.#revocation !== undefined) return;
    const { calls, now } = this.#parts;
    const calledAt = now();
    this.#revocation = { calledAt, settledAt: undefined, outcome: undefined, heldBy };
    const outcome = await calls.track(this.#manager.revoke()).then(
      () => "revoked",
      (error: unknown) => (error as { readonly code?: string }).code ?? "?",
    );
    this.#revocation = { calledAt, settledAt: now(), outcome, heldBy };
    if (this.#closeCalledAt === undefined && this.#killedAt === undefined) await this.#close();
  }

  /** Its process is gone. */
  killed(): void {
    if (this.isOpen) this.#killedAt = this.#parts.now();
  }

  /** What became of it. */
  session(): ManagerSession {
    return {
      plan: this.#plan,
      machine: this.#parts.machine.name,
      way: this.#parts.account.way,
      openedAt: this.#openedAt,
      closeCalledAt: this.#closeCalledAt,
      closedAt: this.#diary.closedAt,
      killedAt: this.#killedAt,
      words: this.#diary.words,
      saidAfterClose: this.#diary.saidAfterClose,
      finalState: this.#manager.state,
      dials: this.#dials,
      revocation: this.#revocation,
    };
  }

  get #isOver(): boolean {
    return this.#manager.state === "closed" || this.#manager.state === "failed";
  }

  get #product(): ListenKeyProduct {
    const { machine, account } = this.#parts;
    return machine.library.products[account.way.product] as ListenKeyProduct;
  }

  /** Asks again for as long as it takes; each time it is refused after half a minute. */
  async #open(): Promise<void> {
    for (;;) {
      try {
        await this.#manager.open();
        return;
      } catch {
        if (this.#manager.state !== "idle") return;
      }
    }
  }

  async #close(): Promise<void> {
    const { calls, now } = this.#parts;
    this.#closeCalledAt = now();
    this.#hangUp();
    await calls.track(this.#manager.close());
    this.#diary.closed();
  }

  #hangUp(): void {
    this.#cancelRedial?.();
    this.#socket?.close();
  }

  #redialIn(ms: number): void {
    this.#cancelRedial?.();
    this.#cancelRedial = this.#parts.machine.clock.setTimer(ms, () => this.#dial(), { ref: true });
  }

  /** While the manager is live or suspended it has a key: that is what the program trusts. */
  #dial(): void {
    const { state, listenKey } = this.#manager;
    if (state !== "live" && state !== "suspended") return;
    const key = String(listenKey);
    this.#dials.push({ at: this.#parts.now(), key: this.#keyNumber(key) ?? 0 });
    this.#socket?.close();
    const url = this.#urlOf(key);
    if (url === undefined) return;
    const handlers: SocketHandlers = {
      open: () => undefined,
      message: () => undefined,
      unreadable: () => undefined,
      activity: () => undefined,
      end: () => this.#redialIn(REDIAL_MS),
    };
    this.#socket = this.#parts.plainEgress.transport.connect({ url }, handlers);
  }

  #urlOf(key: string): string | undefined {
    const { listenKey, environments, events } = this.#product;
    const host =
      this.#parts.account.way.host === "binance" ? environments.live.stream : COMPATIBLE_STREAM;
    const form = listenKey.socketForms.find((one) => "url" in one);
    return form?.url(host, key, events.names);
  }
}
