import type { ChaosClient, ChaosPhase } from "./plan/chaos-plan.ts";
import type { ClockOrigin, Span } from "./time/scaled-clock.ts";

/** What the director tells the exchange's process. */
export type ExchangeOrder =
  | {
      readonly order: "start";
      readonly phase: ChaosPhase;
      readonly origin: ClockOrigin;
      readonly log: string;
      readonly seed: number;
    }
  /** Drop every connection, and whoever comes; `unplug` also closes the ports. */
  | { readonly order: "cutOff" | "unplug" }
  | { readonly order: "comeBack" }
  /** Announce a restart to every socket. */
  | { readonly order: "announceShutdown" }
  | { readonly order: "stopLoad" }
  | { readonly order: "end" };

/** What the exchange's process tells the director. */
export type ExchangeReport =
  | { readonly told: "listening"; readonly clients: readonly ClientAccess[] }
  | { readonly told: "cameBack" }
  | { readonly told: "loadStopped"; readonly load: readonly AccountLoad[] }
  | {
      readonly told: "ended";
      readonly secrets: readonly string[];
      /** When the process could not run, in the exchange's time. */
      readonly late: readonly Span[];
    };

/** How a client reaches the exchange, and who it is there. */
export interface ClientAccess {
  readonly name: string;
  readonly environment: { readonly rest: string; readonly stream: string; readonly wsApi: string };
  readonly apiKey: string;
  readonly secret: string;
}

/** How many events an account has had. */
export interface AccountLoad {
  readonly account: string;
  readonly events: number;
  /** In a real second, on average. */
  readonly perSecond: number;
}

/** What the director tells a client's process. */
export type ClientOrder =
  | {
      readonly order: "start";
      readonly client: ChaosClient;
      readonly way: ChaosPhase["accounts"][number]["way"];
      readonly access: ClientAccess;
      readonly origin: ClockOrigin;
      readonly scale: number;
      /** Where it writes what it is given. */
      readonly notes: string;
      /** Where it writes the keys, tokens and signatures that pass by. */
      readonly secrets: string;
    }
  | { readonly order: "close" };

/** What a client's process tells the director. */
export interface ClientReport {
  readonly told: "beat";
  readonly state: string;
  readonly events: number;
  readonly gaps: number;
}

/** What the director tells the process whose heap is measured. */
export type SoakOrder =
  | Omit<Extract<ClientOrder, { order: "start" }>, "notes" | "secrets">
  | { readonly order: "close" };

/** What that process tells, over and over. */
export interface SoakReport extends Omit<ClientReport, "told"> {
  readonly told: "heap";
  /** Bytes after a garbage collection. */
  readonly heapUsed: number;
  readonly rotations: number;
  readonly reconnects: number;
}
