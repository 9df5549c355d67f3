import { expect, test, describe } from "vitest";
import { noHarm } from "../../src/validators/no-harm.ts";
import { realKeys } from "../../src/validators/real-keys.ts";
import { epoch, HandMadeDay, HOUR, MINUTE, SECOND } from "./hand-made-day.fixture.ts";
import { manager, revocation } from "./manager.fixture.ts";

describe("no harm to others", () => {
  const revoke = { call: "revoke", did: "keyRevoked", key: 1 } as const;

  test("a key is revoked inside revoke() alone", () => {
    const day = new HandMadeDay().withKey(HOUR).asks(HOUR + 500, revoke);
    expect(day.judgedBy(noHarm).messages).toEqual([
      "a listen key of alice was revoked at 01:00:00.500, outside any revoke()",
    ]);
    day.managers.push(manager({ revocation: revocation() }));
    expect(day.judgedBy(noHarm)).toMatchObject({ checks: 2, messages: [] });
    const late = new HandMadeDay().withKey(HOUR).asks(HOUR + 3 * SECOND, revoke);
    late.managers.push(manager({ revocation: revocation() }));
    expect(late.judgedBy(noHarm).messages).toHaveLength(1);
  });

  test("a revoke() that never settled ended with its process", () => {
    const arrived = (at: number): readonly string[] => {
      const day = new HandMadeDay().withKey(HOUR).asks(at, revoke);
      const unsettled = revocation({ settledAt: undefined });
      day.managers.push(manager({ killedAt: epoch(HOUR + SECOND), revocation: unsettled }));
      return day.judgedBy(noHarm).messages;
    };
    expect(arrived(HOUR + 2 * SECOND)).toEqual([]);
    expect(arrived(HOUR + 3 * SECOND)).toHaveLength(1);
  });

  test("no key is revoked that another program holds", () => {
    const day = new HandMadeDay().withKey(HOUR).asks(HOUR + 500, revoke);
    day.managers.push(manager({ revocation: revocation({ heldBy: ["p1"] }) }));
    expect(day.judgedBy(noHarm).messages).toEqual([
      "the key that was revoked at 01:00:00.500 was held by p1",
    ]);
    const refused = revocation({ heldBy: ["p1"], outcome: "IN_USE" });
    const spared = new HandMadeDay().withKey(HOUR);
    spared.managers.push(manager({ revocation: refused }));
    expect(spared.judgedBy(noHarm).messages).toEqual([]);
    // Whoever is gone when the DELETE is sent holds nothing any more.
    day.session({ closeCalledAt: epoch(HOUR + 200) });
    expect(day.judgedBy(noHarm).messages).toEqual([]);
  });

  test("whoever holds another key than the one that is revoked is not harmed", () => {
    const other = { ...revoke, key: 2 };
    const day = new HandMadeDay()
      .withKey(HOUR)
      .key(2, HOUR - SECOND)
      .asks(HOUR + 500, other);
    day.managers.push(manager({ revocation: revocation({ heldBy: ["p1"] }) }));
    expect(day.judgedBy(noHarm).messages).toEqual([]);
  });

  test("whoever came to hold a key while it was revoked asks for another one within seconds", () => {
    const day = new HandMadeDay().withKey(HOUR - MINUTE).renews(1, HOUR + 400);
    day.asks(HOUR + 500, revoke).keyDies(1, HOUR + 500, "request");
    day.managers.push(manager({ revocation: revocation() }));
    expect(day.judgedBy(noHarm).messages).toEqual([
      "it held the key that was revoked at 01:00:00.500, and had not asked for another one by 01:00:16.100",
    ]);
    day.asks(HOUR + 2 * SECOND, { call: "create", key: 2 });
    expect(day.judgedBy(noHarm).messages).toEqual([]);
  });

  test("what the exchange does long after everybody has been told, nobody can know of", () => {
    const done = (at: number): readonly string[] => {
      const day = new HandMadeDay().withKey(HOUR - MINUTE).renews(1, HOUR + 400);
      day.asks(HOUR + 500, revoke).keyDies(1, at, "request");
      day.managers.push(manager({ revocation: revocation() }));
      return day.judgedBy(noHarm).messages;
    };
    expect(done(HOUR + 3 * SECOND)).toHaveLength(1);
    expect(done(HOUR + 3 * SECOND + 1)).toEqual([]);
  });

  test("no process knows of a DELETE that was sent by the one before it, which was killed", () => {
    const judged = (openedAt: number) => {
      const day = new HandMadeDay().withKey(HOUR - MINUTE).renews(1, HOUR + 400);
      day.asks(HOUR + 300, revoke).keyDies(1, HOUR + 4 * SECOND, "request");
      day.session({ openedAt: epoch(openedAt) }).suffers("killed", [HOUR + 350, HOUR + 360]);
      day.managers.push(manager({ revocation: revocation({ settledAt: undefined }) }));
      return day.judgedBy(noHarm);
    };
    expect(judged(HOUR + 360)).toMatchObject({ checks: 2, excused: 1, messages: [] });
    expect(judged(HOUR + 349)).toMatchObject({
      checks: 3,
      excused: 0,
      messages: [expect.stringMatching(/^it held/)],
    });
  });

  test("a subscription ends by a request that names it", () => {
    const day = new HandMadeDay({ way: "spot by signature" }).subscribes(1, 900);
    day.calls(HOUR, { call: "unsubscribe" }).unsubscribes(1, HOUR, "request");
    expect(day.judgedBy(noHarm).messages).toEqual([
      "the subscription of alice on socket 1 was ended at 01:00:00.000 by a request that did not name it",
    ]);
    day.calls(HOUR, { call: "unsubscribe", subscription: 0 });
    expect(day.judgedBy(noHarm).messages).toEqual([]);
  });
});

test("nobody dials with what is no listen key", () => {
  const day = new HandMadeDay().withKey();
  day.managers.push(manager({ dials: [{ at: epoch(HOUR), key: 1 }] }));
  expect(day.judgedBy(realKeys)).toMatchObject({ checks: 3, messages: [] });
  day.managers[0] = manager({ dials: [{ at: epoch(HOUR), key: 0 }] });
  expect(day.opens(3, 2 * HOUR, { key: 0 }).judgedBy(realKeys).messages).toEqual([
    "it dialled at 01:00:00.000 with what is no listen key",
    "socket 3 names something that is no listen key, at 02:00:00.000",
  ]);
});
