import type { AccountKeys } from "@listenkey/simulator";
import type { CredentialFault } from "../fault-kinds.ts";
import { accountsOf, atOnce, lasting, programsOf, type Deed } from "../scene.ts";
import { makeDial } from "./arming.ts";

/** What is done to keys, tokens and subscriptions. */
export const CREDENTIAL_DEEDS: Readonly<Record<CredentialFault, Deed>> = {
  expired: toKeys((keys) => keys.expire()),
  deleted: toKeys((keys) => keys.revoke()),
  recreated: toKeys((keys) => keys.recreate()),
  terminated: (scene) => {
    const accounts = accountsOf(scene).filter(({ plan }) => {
      return scene.world.exchange.sockets.some((socket) => socket.accounts.includes(plan.id));
    });
    for (const { account, way } of accounts) account.endSubscriptions(way.exchangeId);
    return atOnce(accounts.length);
  },
  apiKeyBlocked: (scene) => {
    const blocked = programsOf(scene).map(({ plan, account: { account } }) => {
      const apiKey = account.apiKeys[plan.apiKey] ?? "";
      account.blockApiKey(apiKey);
      return () => account.allowApiKey(apiKey);
    });
    if (scene.draws.chance(0.4)) makeDial(scene);
    return lasting(blocked.length, () => {
      for (const allow of blocked) allow();
    });
  },
};

function toKeys(act: (keys: AccountKeys) => void): Deed {
  return (scene) => {
    const keys = accountsOf(scene)
      .map(({ account, way }) => account.keys(way.exchangeId))
      .filter(({ listenKey }) => listenKey !== undefined);
    for (const one of keys) act(one);
    return atOnce(keys.length);
  };
}
