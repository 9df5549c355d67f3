import type { KeyMaterial } from "../signatures/key-material.ts";

/** An API key, and from where it may be used. */
export interface ApiKey {
  readonly value: string;
  /** What its signatures are checked with. */
  readonly material: KeyMaterial;
  /** Which of its account's keys it is, counting from 0. */
  readonly index: number;
  readonly account: string;
  state: "allowed" | "blocked" | "revoked";
  /** The only IP addresses it may be used from; absent if from anywhere. */
  ips: ReadonlySet<string> | undefined;
}

/** How long API keys are. */
export const API_KEY_LENGTH = 64;

/** Whether a text could be an API key at all. */
export function isApiKeyShaped(value: string): boolean {
  return value.length === API_KEY_LENGTH && /^[A-Za-z0-9]+$/.test(value);
}

/** Whether an API key may be used from an IP address now. */
export function allows(apiKey: ApiKey, ip: string): boolean {
  return apiKey.state === "allowed" && (apiKey.ips?.has(ip) ?? true);
}
