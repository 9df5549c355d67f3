import { expect, test } from "vitest";
import { FAULT_KINDS, FAULT_NAMES } from "./fault-kinds.ts";
import { plannedFault } from "./planned-fault.ts";

test.each([
  { text: "cut", means: { name: "cut", atMs: 0, value: 0 } },
  { text: "halfOpen@30s+10s", means: { name: "halfOpen", atMs: 30_000, lastsMs: 10_000 } },
  { text: "2xhalfOpen@1.5m", means: { times: 2, name: "halfOpen", atMs: 90_000 } },
  { text: "lostReply:umfutures:create", means: { product: "umfutures", call: "create" } },
  { text: "lostReply:create:margin-isolated-ETHBTC", means: { product: "margin-isolated-ETHBTC" } },
  { text: "3xdelay=800ms:extend@1h+1s", means: { times: 3, value: 800, call: "extend" } },
  { text: "delay", means: { value: 500 } },
  { text: "reply=418", means: { name: "reply", value: 418 } },
  { text: "expireKey:umfutures@5s", means: { name: "expireKey", product: "umfutures" } },
])("$text is understood", ({ text, means }) => {
  expect(plannedFault(text)).toMatchObject({ ...means, text });
});

test("what is not said is not there", () => {
  expect(plannedFault("cut@1s")).toEqual({ name: "cut", text: "cut@1s", value: 0, atMs: 1_000 });
});

test.each([
  { text: "", remedy: "Write it as [<n>x]<fault>" },
  { text: "cut now", remedy: "Write it as [<n>x]<fault>" },
  { text: "halfopen@30s", remedy: "Did you mean halfOpen instead of halfopen?" },
  { text: "dropframe", remedy: "Did you mean dropFrame" },
  { text: "outtage@1s+1s", remedy: "Did you mean outage" },
  { text: "earthquake", remedy: "No fault is called earthquake." },
  { text: "cut@30", remedy: "Give when, behind the @, as a time such as 500ms, 30s or 2m." },
  { text: "cut@1s+", remedy: "Give how long, behind the +, as a time" },
  { text: "cut@1s+soon", remedy: "Give how long, behind the +, as a time" },
  { text: "0xcut", remedy: "Give how often, in front of the x" },
  { text: "cut=3s", remedy: "cut takes no value; leave out =3s." },
  { text: "delay=3", remedy: "Give how late, behind the =, as a time" },
  { text: "reply=999", remedy: "Give an HTTP status behind the =, e.g. reply=503." },
  { text: "lostReply:usdm", remedy: ":usdm is neither a product nor a call. Products are spot" },
  { text: "lostReply:umfuture", remedy: "Did you mean umfutures?" },
  { text: "dropFrame:create", remedy: "dropFrame strikes no requests; leave out :create." },
  { text: "cut:umfutures", remedy: "cut strikes every product; leave out :umfutures." },
  { text: "2xoutage@1s+1s", remedy: "outage strikes once; leave out 2x." },
  { text: "outage@5s", remedy: "Say how long, e.g. outage@30s+10s." },
  { text: "expireKey@1s+5s", remedy: "expireKey is done at one moment" },
])("$text is refused, and what would be right is said", ({ text, remedy }) => {
  expect(() => plannedFault(text)).toThrow(remedy);
});

test.each(FAULT_NAMES)("%s can be written as it is listed", (name) => {
  const kind = FAULT_KINDS[name];
  const needsSpan = "act" in kind && kind.span === "needed";
  expect(plannedFault(needsSpan ? `${name}@1s+1s` : name).name).toBe(name);
});

test.each(FAULT_NAMES.filter((name) => "make" in FAULT_KINDS[name]))(
  "%s makes a fault of the kind it is listed under",
  (name) => {
    const kind = FAULT_KINDS[name];
    const made = "make" in kind ? kind.make({ value: 500, until: undefined }) : undefined;
    expect(made).toMatchObject({ on: kind.on });
  },
);
