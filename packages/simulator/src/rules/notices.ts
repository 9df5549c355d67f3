import type { EventValue, SimulatedEvent } from "../sockets/simulated-event.ts";
import type { Dialect } from "./dialect.ts";
import { familyOf, type KeySpace } from "./product-ids.ts";

/** Products whose pages or types give `E` as a string. */
const STRING_TIMES = new Set<string>(["options", "margin-risk"]);
/** Products whose notice does not say which key it was. */
const UNNAMED = new Set<string>(["portfolio-margin"]);

/** The word that a listen key has ended, as its product spells it. */
export function listenKeyExpired(
  key: { readonly product: KeySpace; readonly value: string },
  at: number,
  dialect: Dialect,
): SimulatedEvent {
  const family = familyOf(key.product);
  const asString =
    dialect.expiryTime === "documented"
      ? STRING_TIMES.has(family)
      : dialect.expiryTime === "string";
  const named =
    dialect.expiryNamesKey === "documented"
      ? !UNNAMED.has(family)
      : dialect.expiryNamesKey === "always";
  return {
    e: "listenKeyExpired",
    E: asString ? String(at) : at,
    ...(named && { listenKey: key.value }),
  };
}

/** The word that the server goes away. */
export function serverShutdown(at: number): SimulatedEvent {
  return { e: "serverShutdown", E: at };
}

/** The word that a subscription on the WebSocket API has ended. */
export function eventStreamTerminated(at: number): SimulatedEvent {
  return { e: "eventStreamTerminated", E: at };
}

/** The fields of spot events that are times, wherever they are numbers; `-1` stands for none. */
const TIMES = ["E", "T", "O", "W", "D"] as const;

/** The same event with its times in microseconds. */
export function withMicroseconds(event: SimulatedEvent): SimulatedEvent {
  // `u` is a time in this event only.
  const names = event.e === "outboundAccountPosition" ? [...TIMES, "u"] : TIMES;
  const times = names.flatMap((name) => {
    const value = event[name];
    return typeof value === "number" && value > 0 ? [[name, value * 1000] as const] : [];
  });
  return { ...event, ...Object.fromEntries(times) };
}

/** The same event with another event time, of the same type. */
export function withEventTime(event: SimulatedEvent, shiftMs: number): SimulatedEvent {
  if (event.E === undefined || shiftMs === 0) return event;
  const shifted: EventValue =
    typeof event.E === "string" ? String(Number(event.E) + shiftMs) : event.E + shiftMs;
  return { ...event, E: shifted };
}
