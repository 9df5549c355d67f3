import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { configurationError } from "@listenkey/core/product";
import type { Variables } from "../command-context.ts";
import { CREDENTIAL_VARIABLES } from "./credentials.ts";
import { HOST_VARIABLES } from "./hosts.ts";

/** Variables that only make sense together: a key of one account and the secret of another would be worse than none. */
const GROUPS: readonly (readonly string[])[] = [CREDENTIAL_VARIABLES, HOST_VARIABLES];

/**
 * The variables that a command goes by. A group of them (credentials, hosts) comes from the file if the file sets any of
 * it, else from the environment; never from both.
 *
 * @throws `CONFIGURATION` for a file that cannot be read. Never shows what is in it.
 */
export function variablesFrom(env: Variables, envFile: string | undefined): Variables {
  if (envFile === undefined) return env;
  const filed: Variables = parseEnv(contentOf(envFile));
  const taken = GROUPS.map((names) => {
    const source = names.some((name) => (filed[name] ?? "") !== "") ? filed : env;
    return Object.fromEntries(names.map((name) => [name, source[name]]));
  });
  return Object.assign({}, ...taken) as Variables;
}

/** Never tells the path: whoever confuses options has put a secret there. */
function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw configurationError(
      `the file of --env-file cannot be read (${code}); check its path and who may read it`,
    );
  }
}
