/** A trade, as an order event tells it. */
export interface Trade {
  readonly id: string;
  /** The order's id. */
  readonly order: string;
  /** The order's cumulative filled quantity, a decimal string. */
  readonly filled: string;
}

const TRADE_EVENTS = new Set(["ORDER_TRADE_UPDATE", "executionReport"]);

/** Whether events of this name tell of trades; others repeat them. */
export function mayTellTrade(name: string): boolean {
  return TRADE_EVENTS.has(name);
}

/** Whether an event's text has a trade in it. */
export function mentionsTrade(text: string): boolean {
  return text.includes('"x":"TRADE"');
}

const TRADE_ID = /"t":(\d+)/;
const ORDER_ID = /"i":(\d+)/;
const FILLED = /"z":"([\d.]+)"/;

/** The trade that an event's text tells of: read from the text, since parsing would round ids. */
export function tradeInText(text: string): Trade | undefined {
  if (!mentionsTrade(text)) return undefined;
  const [id, order, filled] = [TRADE_ID, ORDER_ID, FILLED].map((field) => field.exec(text)?.[1]);
  if (id === undefined || order === undefined || filled === undefined) return undefined;
  return { id, order, filled };
}

/** The trade that an event tells of as the program reads it: ids are strings there. */
export function tradeInData(data: unknown): Trade | undefined {
  const fields = orderOf(data);
  if (fields?.["x"] !== "TRADE") return undefined;
  const { t: id, i: order, z: filled } = fields;
  return { id: String(id), order: String(order), filled: String(filled) };
}

/** On futures the order is a field of the event, on spot it is the event. */
function orderOf(data: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(data)) return undefined;
  return isRecord(data["o"]) ? data["o"] : data;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
