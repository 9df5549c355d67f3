import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@listenkey/core/kit";
import { createExchange, type Exchange } from "@listenkey/simulator";
import { serveExchange, type ExchangeServer } from "@listenkey/simulator/server";
import { build, type BuildOptions } from "esbuild";

/** An exchange on real loopback and real time, and a program to run against it in a process of its own. */
export interface BuiltProgram {
  readonly exchange: Exchange;
  readonly server: ExchangeServer;
  /** Where the program is, one file. */
  readonly path: string;
  /** Ends the exchange, and removes the program. */
  readonly end: () => Promise<void>;
}

/** What the program is built from: a file, or a text that may name the served exchange. */
export type ProgramSource = (
  exchange: Exchange,
  server: ExchangeServer,
) => Pick<BuildOptions, "entryPoints" | "stdin">;

/** Serves an exchange and builds a program for it from the sources, so that no package needs to be built. */
export async function buildProgram(source: ProgramSource): Promise<BuiltProgram> {
  const exchange = createExchange({ clock: systemClock, seed: 1 });
  const server = await serveExchange(exchange);
  const folder = await mkdtemp(join(tmpdir(), "listenkey-"));
  const path = join(folder, "program.mjs");
  await build({
    ...source(exchange, server),
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@listenkey/source"],
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    outfile: path,
  });
  return {
    exchange,
    server,
    path,
    async end() {
      await server.close();
      exchange.close();
      await rm(folder, { recursive: true });
    },
  };
}
