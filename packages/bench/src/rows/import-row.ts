import type { Row } from "../ground.ts";
import type { Contender } from "../measure/section.ts";
import { clientsOfOthers } from "./peers.ts";

/** What is imported: one of the program's own lists, or a client of another author. */
interface Way {
  readonly what: string;
  readonly url?: string;
}

/** The least that a program does: it imports. Against importing `ws`, which every client on Node does. */
export const importRow: Row = async (ground) => {
  const others = clientsOfOthers(ground.peers, "import").map(({ name, url }): Contender<Way> => ({
    name,
    way: { what: "peer", url },
    floor: "ws",
  }));
  const plan = {
    title: "Import",
    figures: [
      { name: "wallMs", head: "time", unit: "ms" },
      { name: "cpuMs", head: "CPU", unit: "ms" },
      { name: "scripts", head: "scripts", unit: "" },
    ],
    contenders: [
      { name: "ws", way: { what: "ws" } },
      { name: "keys, transport-fetch", way: { what: "keys" }, floor: "ws" },
      { name: "stream, transport-fetch", way: { what: "stream" }, floor: "ws" },
      { name: "stream, transport-node-http", way: { what: "stream, node-http" }, floor: "ws" },
      ...others,
    ],
    targets: [{ contender: "keys, transport-fetch", figure: "wallMs", of: "ws", atMost: 0.35 }],
  } as const;
  const section = await ground.measure<Way>(plan, async ({ way }) => {
    // Counting scripts takes time, so that is done in another process.
    const times = await ground.figuresOf("import", { ...way, isCounted: false });
    const counts = await ground.figuresOf("import", { ...way, isCounted: true });
    return { ...times, ...counts };
  });
  return [section];
};
