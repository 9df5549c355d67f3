import { arch, cpus, platform, release, totalmem } from "node:os";
import process from "node:process";

/** What a run was made on: figures mean nothing without it. */
export interface Machine {
  readonly cpu: string;
  readonly threads: number;
  /** In bytes. */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
}

/** This machine. */
export function thisMachine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? "unknown",
    threads: processors.length,
    memory: totalmem(),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.versions.node,
  };
}

/** In a line, e.g. `2 × Intel Xeon, 8 GB, linux 6.1 x64, Node 20.20.2`. Pure. */
export function machineText({ cpu, threads, memory, system, node }: Machine): string {
  return `${threads} × ${cpu}, ${Math.round(memory / 2 ** 30)} GB, ${system}, Node ${node}`;
}
