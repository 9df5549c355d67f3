// For the packages beside this one.
export { systemClock, systemRandom } from "./seams/clock.ts";
