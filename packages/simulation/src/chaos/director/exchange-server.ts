import type { AccountLoad, ClientAccess, ExchangeOrder, ExchangeReport } from "../messages.ts";
import { Child } from "./child.ts";
import type { PhaseRecord } from "./phase-record.ts";

/** The exchange's process, as the director sees it. */
export class ExchangeServer {
  readonly #child: Child<ExchangeOrder, ExchangeReport>;
  readonly #awaited = new Map<string, (report: ExchangeReport) => void>();

  constructor(file: string) {
    this.#child = new Child<ExchangeOrder, ExchangeReport>({
      file,
      hear: (report) => this.#awaited.get(report.told)?.(report),
    });
  }

  async start(
    order: Omit<Extract<ExchangeOrder, { order: "start" }>, "order">,
  ): Promise<readonly ClientAccess[]> {
    const { clients } = await this.#ask({ order: "start", ...order }, "listening");
    return clients;
  }

  /** Ends every connection, and lets nobody in; `unplug` also stops listening. */
  shut(how: "cutOff" | "unplug"): void {
    this.#child.tell({ order: how });
  }

  async comeBack(): Promise<void> {
    await this.#ask({ order: "comeBack" }, "cameBack");
  }

  announceShutdown(): void {
    this.#child.tell({ order: "announceShutdown" });
  }

  async stopLoad(): Promise<readonly AccountLoad[]> {
    const { load } = await this.#ask({ order: "stopLoad" }, "loadStopped");
    return load;
  }

  /** Ends the process. @returns The secrets that it knows, and when it could not run. */
  async end(): Promise<Pick<PhaseRecord, "secrets" | "late">> {
    const { secrets, late } = await this.#ask({ order: "end" }, "ended");
    await this.#child.end;
    return { secrets, late };
  }

  #ask<Told extends ExchangeReport["told"]>(
    order: ExchangeOrder,
    told: Told,
  ): Promise<Extract<ExchangeReport, { told: Told }>> {
    return new Promise((resolve, reject) => {
      this.#awaited.set(told, (report) =>
        resolve(report as Extract<ExchangeReport, { told: Told }>),
      );
      this.#child.tell(order);
      // After an answer this changes nothing.
      void this.#child.end.then(({ code, signal }) =>
        reject(
          new Error(`The exchange's process has ended (${signal ?? code})\n${this.#child.output}`),
        ),
      );
    });
  }
}
