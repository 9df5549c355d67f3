import { describe, expect, test } from "vitest";
import { acknowledge, framesOf, keyProduct, setup, wrapped } from "./key-feed.fixture.ts";

describe("the forms", () => {
  test("are those of the product, the safest first", () => {
    const { source, open } = setup();
    expect(source.forms).toEqual(["path", "subscribe"]);
    expect([open().feed.form, open({ form: "subscribe" }).feed.form]).toEqual([
      "path",
      "subscribe",
    ]);
  });

  test("are no choice where there is only one", () => {
    const [form] = keyProduct().listenKey.socketForms;
    const { source, open } = setup({ product: keyProduct({ socketForms: [form] }) });
    expect([source.forms, open().feed.form]).toEqual([[], undefined]);
  });

  test("with SUBSCRIBE the key is named on the open socket, and confirmed once the server has taken it", async () => {
    const { clock, socket, methods, open } = setup();
    const { names, completeFroms } = open({ form: "subscribe" });
    await clock.advance(0);
    expect(socket(0).url).toBe("wss://stream.test/stream");
    socket(0).handlers.open();
    expect(names()).toEqual([]);
    await clock.advance(0);
    expect(framesOf(socket(0))).toEqual([{ id: 2, method: "SUBSCRIBE", params: ["K1"] }]);
    expect(names()).toEqual(["joined"]);
    await clock.advance(1_000);
    expect(methods()).toEqual(["POST"]);
    acknowledge(socket(0));
    await clock.advance(20);
    expect([methods(), names()]).toEqual([
      ["POST", "PUT"],
      ["joined", "live key"],
    ]);
    expect(completeFroms).toEqual([1_000]);
    socket(0).handlers.message(wrapped("K1@A", { e: "A" }));
    socket(0).handlers.message('{"e":"A","bare":true}');
    expect(names().slice(2)).toEqual(['event {"e":"A"}', 'event {"e":"A","bare":true}']);
  });

  test("with SUBSCRIBE an event may come before the answer, and proves nothing about what was before it", async () => {
    const { clock, socket, open } = setup();
    const { names, completeFroms } = open({ form: "subscribe" });
    await clock.advance(0);
    socket(0).handlers.open();
    await clock.advance(0);
    socket(0).handlers.message(wrapped("K1", { e: "A" }));
    expect([names(), completeFroms]).toEqual([
      ["joined", "live event", 'event {"e":"A"}'],
      [undefined],
    ]);
  });

  test("with SUBSCRIBE a refusal is the end, without what the server said", async () => {
    const { clock, socket, open } = setup();
    const { end } = open({ form: "subscribe" });
    await clock.advance(0);
    socket(0).handlers.open();
    await clock.advance(0);
    acknowledge(socket(0), { code: 2, msg: "Invalid stream K1" });
    await clock.advance(0);
    expect(end()).toEqual({ cause: "connection", error: "REJECTED" });
    expect(socket(0).closed).toBe(1000);
  });

  test("with SUBSCRIBE an answer that does not come is the end", async () => {
    const { clock, socket, open } = setup();
    const { end } = open({ form: "subscribe" });
    await clock.advance(0);
    socket(0).handlers.open();
    await clock.advance(10_000);
    expect(end()).toEqual({ cause: "connection", error: "TIMEOUT" });
    expect(socket(0).closed).toBe(1000);
  });
});
