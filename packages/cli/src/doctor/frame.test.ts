import { expect, test } from "vitest";
import { readFrame } from "./frame.ts";

const read = (text: string) => readFrame(text, { timeField: "E", at: 5 });

test.each([
  { how: "bare", text: '{"e":"TRADE_LITE","E":7,"s":"BTCUSDT"}', isWrapped: false },
  {
    how: "wrapped",
    text: '{"stream":"any","data":{"e":"TRADE_LITE","E":7,"s":"BTCUSDT"}}',
    isWrapped: true,
  },
  {
    how: "in the envelope of the WebSocket API",
    text: '{"subscriptionId":2,"event":{"e":"TRADE_LITE","E":7,"s":"BTCUSDT"}}',
    isWrapped: false,
  },
])("an event that comes $how is read, its send time apart", ({ text, isWrapped }) => {
  expect(read(text)).toMatchObject({
    kind: "event",
    event: {
      name: "TRADE_LITE",
      content: '{"e":"TRADE_LITE","s":"BTCUSDT"}',
      time: 7,
      isWrapped,
      hasLargeInteger: false,
      at: 5,
    },
  });
});

test.each([
  { text: '{"e":"x","i":9007199254740991}', isLarge: false },
  { text: '{"e":"x","i":9007199254740993}', isLarge: true },
  { text: '{"e":"x","i":"9007199254740993"}', isLarge: false },
  { text: '{"e":"x","i":[1,1352286576452864727]}', isLarge: true },
  { text: '{"e":"x","p":"1352286576452864727.5"}', isLarge: false },
])("$text has an integer that would be rounded: $isLarge", ({ text, isLarge }) => {
  expect(read(text)).toMatchObject({ event: { hasLargeInteger: isLarge } });
});

test.each([
  { text: '{"result":null,"id":1}', answer: { id: 1, result: null } },
  { text: '{"id":2,"status":200,"result":{"a":1}}', answer: { id: 2, status: 200 } },
  { text: '{"id":3,"status":401,"error":{"code":-2015}}', answer: { id: 3, code: -2015 } },
  { text: '{"code":2,"msg":"Invalid request","id":4}', answer: { id: 4, code: 2 } },
])("$text is an answer", ({ text, answer }) => {
  expect(read(text)).toMatchObject({ kind: "answer", answer });
});

test.each(["", "{", "[]", "3", "null", "{}", '{"stream":"any","data":{}}'])(
  "%j is nothing that can be read",
  (text) => {
    expect(read(text)).toEqual({ kind: "unreadable" });
  },
);
