import type { Clock, CustomEnvironment } from "@listenkey/core";
import { resolveEnvironment } from "@listenkey/core/kit";
import type { Transport } from "@listenkey/core/transport";
import type { Credentials } from "../account/credentials.ts";
import type { NamedProduct } from "../account/products.ts";
import { onceEach, type ExamTimes, type Once } from "./exam.ts";
import { examine } from "./examine.ts";
import type { Finding } from "./finding.ts";
import { Patience } from "./patience.ts";

/** What is to be checked. */
export interface DoctorOptions {
  readonly products: readonly Pick<NamedProduct, "name" | "product">[];
  /** By whose authority; absent where there is none. */
  readonly credentials: Credentials | undefined;
  readonly environment: string | CustomEnvironment;
  readonly transport: Transport;
  readonly real: Clock;
  readonly signal: AbortSignal;
  readonly times: ExamTimes;
  /** Hears each finding as soon as it is certain. */
  readonly found: (finding: Finding) => void;
}

/**
 * Checks products, all at the same time. What is found of one product is told together, at once where there is but one.
 *
 * @returns Every finding, in the order they were told.
 */
export async function runDoctor(options: DoctorOptions): Promise<readonly Finding[]> {
  const { products } = options;
  const findings: Finding[] = [];
  const tell = (finding: Finding): void => {
    findings.push(finding);
    options.found(finding);
  };
  const refusals: Finding[] = [];
  const once = onceEach();
  const examineAndTell = async (product: (typeof products)[number]): Promise<void> => {
    const held: Finding[] = [];
    await examineOne(product, { ...options, once }, (finding) => {
      if (isRefusal(finding)) refusals.push(finding);
      else if (products.length === 1) tell(finding);
      else held.push(finding);
    });
    for (const finding of held) tell(finding);
  };
  await Promise.all(products.map(examineAndTell));
  // An API key need not be allowed everything: it is wrong where it is good for nothing.
  const isGoodForSomething = findings.some(
    ({ check, verdict }) => check === "credentials" && verdict === "well",
  );
  for (const refusal of refusals) {
    const { remedy: _, ...facts } = refusal;
    tell(isGoodForSomething ? { ...facts, verdict: "told" } : refusal);
  }
  return findings;
}

function isRefusal({ check, verdict }: Finding): boolean {
  return check === "credentials" && verdict === "wrong";
}

async function examineOne(
  { name, product }: DoctorOptions["products"][number],
  options: DoctorOptions & { readonly once: Once },
  tell: (finding: Finding) => void,
): Promise<void> {
  const { credentials, environment, transport, real, times, once } = options;
  // One of its own: many listeners on one signal are taken for a leak.
  const signal = AbortSignal.any([options.signal]);
  await examine({
    product,
    hosts: resolveEnvironment(product, environment, transport),
    credentials,
    transport,
    real,
    signal,
    times,
    once,
    patience: new Patience(real, signal),
    tell: (told) => {
      // What ends because we end says nothing.
      if (!signal.aborted) tell({ product: name, ...told });
    },
  });
}
