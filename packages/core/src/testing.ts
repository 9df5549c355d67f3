// For tests: of this project and of programs that use it.
export { virtualClock } from "./testing/virtual-clock.ts";
export type { VirtualClock, VirtualClockOptions } from "./testing/virtual-clock.ts";
export { scriptedTransport } from "./testing/scripted-transport.ts";
export type {
  ScriptedAnswer,
  ScriptedReply,
  ScriptedRequest,
  ScriptedSocket,
  ScriptedTransport,
} from "./testing/scripted-transport.ts";
export { seededRandom } from "./testing/seeded-random.ts";
