export { options } from "./options.ts";
export type { OptionsEvent } from "./options-event.ts";
