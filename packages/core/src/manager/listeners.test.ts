import { expect, test, vi } from "vitest";
import { Listeners } from "./listeners.ts";

interface Events {
  renewed: [event: { keyId: string }];
  lost: [];
}

const renewed = { keyId: "a" };

function setup() {
  const errors: unknown[] = [];
  const listeners = new Listeners<Events>((error) => errors.push(error));
  const heard: string[] = [];
  const hear = (name: string) => () => void heard.push(name);
  return { listeners, errors, heard, hear };
}

function throwing(): never {
  throw new Error("typing error");
}

test("listeners hear their own event, in the order they came", () => {
  const { listeners, heard, hear } = setup();
  const events: unknown[] = [];
  listeners.on("renewed", (event) => events.push(event));
  listeners.on("renewed", hear("second"));
  listeners.on("lost", hear("other"));
  listeners.emit("renewed", renewed);
  expect(events).toEqual([renewed]);
  expect(heard).toEqual(["second"]);
});

test("one who listens once hears once, and off ends both kinds", () => {
  const { listeners, heard, hear } = setup();
  const [always, once, never] = [hear("always"), hear("once"), hear("never")];
  listeners.on("renewed", always);
  listeners.once("renewed", once);
  listeners.once("renewed", never);
  listeners.off("renewed", never);
  listeners.emit("renewed", renewed);
  listeners.emit("renewed", renewed);
  listeners.off("renewed", always);
  listeners.emit("renewed", renewed);
  expect(heard).toEqual(["always", "once", "always"]);
});

test("one function may listen to several events and managers, and leave each by itself", () => {
  const one = setup();
  const other = setup();
  const listener = one.hear("heard");
  one.listeners.on("renewed", listener);
  one.listeners.on("lost", listener);
  other.listeners.on("renewed", listener);
  one.listeners.off("renewed", listener);
  one.listeners.emit("renewed", renewed);
  one.listeners.emit("lost");
  other.listeners.emit("renewed", renewed);
  expect(one.heard).toEqual(["heard", "heard"]);
});

test("what a listener throws reaches the handler, and neither the emitter nor the others", () => {
  const { listeners, errors, heard, hear } = setup();
  listeners.on("renewed", throwing);
  listeners.once("renewed", throwing);
  listeners.on("renewed", hear("after"));
  listeners.emit("renewed", renewed);
  expect(errors).toEqual([new Error("typing error"), new Error("typing error")]);
  expect(heard).toEqual(["after"]);
});

test("what a listener rejects with reaches the handler too", async () => {
  const { listeners, errors } = setup();
  listeners.on("renewed", () => Promise.reject(new Error("late")) as unknown as void);
  listeners.emit("renewed", renewed);
  await Promise.resolve();
  expect(errors).toEqual([new Error("late")]);
});

test("one function that throws is reported to the manager it throws in", () => {
  const one = setup();
  const other = setup();
  one.listeners.on("renewed", throwing);
  other.listeners.on("renewed", throwing);
  other.listeners.emit("renewed", renewed);
  expect([one.errors.length, other.errors.length]).toEqual([0, 1]);
});

test("a handler that throws is left at that", async () => {
  const listeners = new Listeners<Events>(throwing);
  listeners.on("renewed", throwing);
  listeners.on("renewed", () => Promise.reject(new Error("late")) as unknown as void);
  expect(() => listeners.emit("renewed", renewed)).not.toThrow();
  await Promise.resolve();
});

test("without a handler errors are printed", () => {
  const print = vi.spyOn(console, "error").mockImplementation(() => {});
  const listeners = new Listeners<Events>(undefined);
  listeners.on("renewed", throwing);
  listeners.emit("renewed", renewed);
  expect(print.mock.calls).toEqual([
    [expect.stringContaining("listener"), new Error("typing error")],
  ]);
  print.mockRestore();
});

test("once cleared nobody hears anything", () => {
  const { listeners, heard, hear } = setup();
  listeners.on("renewed", hear("renewed"));
  listeners.once("lost", hear("lost"));
  listeners.clear();
  listeners.emit("renewed", renewed);
  listeners.emit("lost");
  expect(heard).toEqual([]);
});
