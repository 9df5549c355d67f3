import { expect, test } from "vitest";
import { countAlive } from "../alive.fixture.ts";
import { setup } from "./key-feed.fixture.ts";

test("a feed does not hold those that it was opened apart from, or each would hold all before it", async () => {
  const { open } = setup();
  const gone: WeakRef<object>[] = [];
  const openBesideAnother = () => {
    const { feed } = open();
    gone.push(new WeakRef(feed));
    void feed.close();
    return open({ apartFrom: [feed] });
  };
  const { feed } = openBesideAnother();
  expect(await countAlive(gone)).toBe(0);
  expect(await countAlive([new WeakRef(feed)])).toBe(1);
});
