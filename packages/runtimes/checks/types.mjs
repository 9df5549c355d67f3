// Programs of users, as their compilers see the packages.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toolBinary } from "../rig/binaries.mjs";
import { must } from "../rig/spawned.mjs";

const tsc = join(import.meta.dirname, "../../../node_modules/.bin/tsc");

/** Narrows an event, so that types that have become `any` are noticed. */
const PROGRAM = `
const stream = stream_.openUserDataStream({
  product: umfutures_.umfutures,
  apiKey: "key",
  transport: transport_fetch_.fetchTransport(),
});
export async function fills(): Promise<string[]> {
  const prices: string[] = [];
  for await (const event of stream) {
    if (event.type === "ORDER_TRADE_UPDATE") prices.push(event.data.o.L);
    // @ts-expect-error There is no such field.
    if (event.type === "ORDER_TRADE_UPDATE") prices.push(event.data.o.nothing);
  }
  return prices;
}
`;

/**
 * @param {{ folder: string, entries: readonly string[] }} project
 */
export function typeChecks({ folder, entries }) {
  const ways = [
    { module: "node16", moduleResolution: "node16", file: "consumer.ts" },
    { module: "nodenext", moduleResolution: "nodenext", file: "consumer.cts" },
    { module: "esnext", moduleResolution: "bundler", file: "consumer.ts" },
  ];
  return [
    ...ways.map((way) => ({
      name: `types resolve under ${way.moduleResolution}${way.file.endsWith("cts") ? " from CommonJS" : ""}`,
      run: () => compile(folder, entries, way),
    })),
    {
      name: "types resolve in Deno",
      run: async () => {
        await writeFile(join(folder, "consumer.ts"), consumer(entries));
        const args = ["check", "--node-modules-dir=manual", "consumer.ts"];
        await must(toolBinary("deno"), args, { cwd: folder });
      },
    },
  ];
}

async function compile(folder, entries, { file, ...options }) {
  await writeFile(join(folder, file), consumer(entries, file.endsWith(".cts")));
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const common = ["--noEmit", "--strict", "--target", "es2022", "--types", "node"];
  await must(tsc, ["--ignoreConfig", ...common, ...args, file], { cwd: folder });
}

function consumer(entries, isCommonJs = false) {
  const imports = entries.map((entry) =>
    isCommonJs
      ? `import ${aliasOf(entry)} = require("${entry}");`
      : `import * as ${aliasOf(entry)} from "${entry}";`,
  );
  const used = `export const all: readonly object[] = [${entries.map(aliasOf).join(", ")}];`;
  return [...imports, used, PROGRAM].join("\n");
}

function aliasOf(entry) {
  return `${entry.replace("@listenkey/", "").replaceAll(/[-/]/g, "_")}_`;
}
