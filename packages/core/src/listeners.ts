// For the packages beside this one that emit events. Apart from the kit, so that the emitter is not loaded by those who do not.
export { Listeners } from "./manager/listeners.ts";
