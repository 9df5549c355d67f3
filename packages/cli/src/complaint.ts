import { withoutSecrets } from "./failures.ts";

/** What commander says about arguments, on one line, with the way to the remedy, and without what may be a secret. */
export function complaintOf(said: string, command: string): string {
  const text = withoutSecrets(
    said
      .trim()
      .replace(/^error: |\.$/g, "")
      // Nobody knows what the value of an unknown option is.
      .replace(/unknown option '(-[^=']*)=[^']*'/, "unknown option '$1'"),
  );
  const isSecretive = /^unknown option '[^']*(key|secret|passphrase|token)/i.test(text);
  const remedy = isSecretive
    ? "credentials are no arguments, which every program on the machine can see: set variables instead; "
    : "";
  return `listenkey: ${text}; ${remedy}see ${command} --help`;
}
