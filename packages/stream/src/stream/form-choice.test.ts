import { expect, test } from "vitest";
import { FormChoice } from "./form-choice.ts";

test("until an event has proved a form, two lines use different ones, the safest first", () => {
  const forms = new FormChoice(["query", "subscribe", "path"]);
  expect([forms.formFor(0), forms.formFor(1)]).toEqual(["query", "subscribe"]);
});

test("from then on all new sockets use a proved one", () => {
  const forms = new FormChoice(["query", "subscribe"]);
  forms.proved("subscribe");
  expect([forms.formFor(0), forms.formFor(1)]).toEqual(["subscribe", "subscribe"]);
  forms.proved("query");
  expect([forms.formFor(0), forms.formFor(1)]).toEqual(["query", "query"]);
});

test("where there is no choice there is none to make", () => {
  const none = new FormChoice([]);
  none.proved(undefined);
  expect([none.formFor(0), none.formFor(1)]).toEqual([undefined, undefined]);
  const one = new FormChoice(["path"]);
  expect([one.formFor(0), one.formFor(1)]).toEqual(["path", "path"]);
});

test("a type that a working form does not bring is the form's way, and news once", () => {
  const forms = new FormChoice(["query", "subscribe"]);
  forms.proved("query");
  forms.proved("subscribe");
  expect(forms.differs("subscribe", "query", "ALGO_UPDATE")).toBe("news");
  expect(forms.differs("subscribe", "query", "ALGO_UPDATE")).toBe("known");
  expect(forms.differs("subscribe", "query", "MARGIN_CALL")).toBe("news");
});

test("a form that has brought nothing at all is no way to hear anything", () => {
  const forms = new FormChoice(["query", "subscribe"]);
  forms.proved("query");
  expect(forms.differs("subscribe", "query", "ALGO_UPDATE")).toBe(false);
});

test("two sockets of one form do not differ by their form", () => {
  const forms = new FormChoice(["query"]);
  forms.proved("query");
  expect(forms.differs("query", "query", "ALGO_UPDATE")).toBe(false);
});
