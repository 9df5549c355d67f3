export { spot } from "./spot.ts";
export type { SpotEvent } from "./spot-event.ts";
