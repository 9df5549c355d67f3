import type { Signer } from "@listenkey/core";
import { hmacSigner, pemSigner } from "@listenkey/signing";
import { equal, holds } from "../transport/assertions.ts";
import { keyPair } from "./credentials.ts";
import { cutAll, SECOND } from "./incidents.ts";
import type { StreamPromise } from "./stream-promise.ts";
import type { StreamWorld } from "./stream-world.ts";
import { privateKeyWays, spotSigned, type Way } from "./way.ts";

/** The exchange checks every signature by itself, so that what is live was signed as it should be. */
export const signingPromises: readonly StreamPromise[] = [
  {
    of: "3",
    title: "what the signers of this project sign is live, and live again after a cut",
    ways: [spotSigned, ...privateKeyWays],
    async run(make, way) {
      const world = make();
      const patient = new Patient(world);
      const watch = world.open(patient.credentials(way));
      await patient.until(() => heardOn(world) === 2);
      world.emit();
      await world.clock.advance(SECOND);
      cutAll(world.exchange);
      await patient.until(() => heardOn(world) === 2);
      equal(watch.stream.state, "live", "the state");
      world.emit();
      const refused = world.exchange.log.of("wsRequest").filter(({ status }) => status !== 200);
      equal(refused.length, 0, "requests that were refused");
      await world.finish();
    },
  },
  {
    of: "5",
    title:
      "a signer that fails is tried again, and one that never answers holds nothing up for good",
    ways: [spotSigned],
    async run(make) {
      const world = make();
      let calls = 0;
      const { apiKey, secret } = world.account.credentials();
      const patient = new Patient(world);
      const works = patient.waitedFor(hmacSigner(secret));
      const signer: Signer = (payload) => {
        calls += 1;
        if (calls === 1) return Promise.reject(new Error("the vault is locked"));
        return calls === 2 ? new Promise(() => undefined) : works(payload);
      };
      const watch = world.open({ apiKey, signer });
      await patient.until(() => watch.stream.state === "live");
      holds(calls >= 3, "it was put to the test");
      await patient.until(() => world.exchange.log.of("subscribed").length === 2);
      world.emit();
      await world.finish();
    },
  },
];

/** On how many sockets the account is heard. */
function heardOn({ account, exchange }: StreamWorld): number {
  return exchange.sockets.filter(({ accounts }) => accounts.includes(account.id)).length;
}

/** Web Crypto takes real time, in which the world's clock has to stand. */
class Patient {
  readonly #world: StreamWorld;
  #underWay = 0;

  constructor(world: StreamWorld) {
    this.#world = world;
  }

  credentials({ signs = "hmac" }: Way): { readonly apiKey: string; readonly signer: Signer } {
    const { account } = this.#world;
    if (signs === "hmac") {
      const { apiKey, secret } = account.credentials();
      return { apiKey, signer: this.waitedFor(hmacSigner(secret)) };
    }
    const { publicKey, privateKey } = keyPair(signs);
    const apiKey = account.createApiKey({ publicKey });
    return { apiKey, signer: this.waitedFor(pemSigner(privateKey)) };
  }

  waitedFor(signer: Signer): Signer {
    return async (payload) => {
      this.#underWay += 1;
      try {
        return await signer(payload);
      } finally {
        this.#underWay -= 1;
      }
    };
  }

  async until(isSo: () => boolean): Promise<void> {
    const { clock } = this.#world;
    await clock.settle();
    while (!isSo()) {
      while (this.#underWay > 0) await clock.settle();
      holds((await clock.step()) && clock.monotonic() < 120 * SECOND, "it comes to life");
    }
  }
}
