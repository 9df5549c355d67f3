import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The commit that is checked out in a folder, `+ changes` if something was changed since; `unknown` outside a clone. */
export async function commitOf(folder: string): Promise<string> {
  try {
    const commit = await git(folder, "rev-parse", "--short=12", "HEAD");
    const changes = await git(folder, "status", "--porcelain");
    return changes === "" ? commit : `${commit} + changes`;
  } catch {
    return "unknown";
  }
}

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("git", args, { cwd });
  return stdout.trim();
}
