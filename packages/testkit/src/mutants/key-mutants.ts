import type { Mutant } from "./mutant.ts";

/** The defects that concern keys. */
export const keyMutants: readonly Mutant[] = [
  {
    id: "M6",
    defect: "DELETE races POST: the delete lands after somebody else has got the same key",
    caughtBy: "8",
    changes: [
      {
        file: "core/src/owner/held-keys.ts",
        find: "for (const other of meanwhile) other.keyMayEnd();",
        replace: "",
      },
      {
        // Whoever got the key meanwhile confirms it, but only while the delete is still under way.
        file: "core/src/owner/key-owner.ts",
        find: "if (isDoubtful) this.#agenda.doubt();",
        replace: "if (isDoubtful) this.#agenda.hasten();",
      },
    ],
  },
  {
    id: "M9",
    defect: "-1125 waits for the local clock",
    caughtBy: "2",
    changes: [
      {
        file: "core/src/owner/key-owner.ts",
        find: 'if (call === "renew" && verdict === "expired") return this.#lose("expired");',
        replace: "",
      },
    ],
  },
  {
    id: "M15",
    defect: "renewal so late that a short outage loses the key",
    caughtBy: "1",
    changes: [
      {
        file: "core/src/owner/schedule.ts",
        find: "lifetimeMs * (1 / 4 + random() * (1 / 3 - 1 / 4))",
        replace: "lifetimeMs * (0.85 + random() * 0.1)",
      },
    ],
  },
  {
    id: "M16",
    defect: "an undefined key is put into the URL after a failed renewal",
    caughtBy: "1",
    changes: [
      {
        file: "core/src/manager/manager-handle.ts",
        find: 'return this.#stage === "held" ? this.#owner.key : undefined;',
        replace:
          'return this.#stage === "held" && this.#owner.phase === "live" ? this.#owner.key : undefined;',
      },
    ],
  },
  {
    id: "M19",
    defect: "close during a renewal in flight brings the key back",
    caughtBy: "4",
    changes: [
      {
        file: "core/src/owner/key-owner.ts",
        find: "if (this.#herald.audience === 0) this.#rest();",
        replace: "if (this.#herald.audience < 0) this.#rest();",
      },
    ],
  },
  {
    id: "M22",
    defect: "one 503 on a renewal tears down a healthy key",
    caughtBy: "1",
    changes: [
      {
        file: "core/src/owner/verdict.ts",
        find: 'if (isUnanswered(error) || EXCHANGE_TROUBLE.has(code)) return "retry";',
        replace: 'if (isUnanswered(error) || EXCHANGE_TROUBLE.has(code)) return "expired";',
      },
    ],
  },
  {
    id: "M23",
    defect: "retry every 2 s while banned or Gone",
    caughtBy: "6",
    changes: [
      {
        file: "core/src/exchange/rate-limit.ts",
        find: "const told = toldSilence(response, error, now);",
        replace: "const told = 2_000;",
      },
      {
        file: "core/src/owner/schedule.ts",
        find: "if (failures === 0) return 0;",
        replace: "if (failures >= 0) return 2_000;",
      },
    ],
  },
  {
    id: "M23 (Gone)",
    defect: "retry every 2 s while banned or Gone",
    caughtBy: "7",
    changes: [
      {
        file: "core/src/owner/verdict.ts",
        find: 'case "RETIRED":\n      return "fatal";',
        replace: 'case "RETIRED":\n      return "retry";',
      },
    ],
  },
  {
    id: "M25",
    defect: "success of a renewal taken as proof that the held key lives",
    caughtBy: "2",
    changes: [
      {
        file: "core/src/owner/key-tap.ts",
        find: "if (answer.listenKey !== undefined) return { listenKey: answer.listenKey };",
        replace: "if (answer.listenKey !== undefined) return { listenKey };",
      },
    ],
  },
  {
    id: "M28",
    defect: "a ban obeyed per host name instead of per pool",
    caughtBy: "6",
    changes: [
      {
        file: "core/src/api.ts",
        find: "    realm,\n    account",
        replace: "    realm: rest,\n    account",
      },
    ],
  },
  {
    id: "M29",
    defect: "a key revoked through a second API key of the same account while in use",
    caughtBy: "8",
    changes: [
      {
        file: "core/src/owner/key-slot.ts",
        find: "return this.#key !== undefined && isHeldElsewhere(this.#key.keyId, this.#holder);",
        replace: "return false;",
      },
    ],
  },
];
