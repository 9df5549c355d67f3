import type { FaultKind } from "../fault-kinds.ts";
import type { Deed } from "../scene.ts";
import { CREDENTIAL_DEEDS } from "./credentials.ts";
import { PROCESS_DEEDS } from "./processes.ts";
import { REQUEST_DEEDS } from "./requests.ts";
import { SOCKET_DEEDS } from "./sockets.ts";
import { TIME_DEEDS } from "./time.ts";

/** What is done, for each kind of fault. */
export const DEEDS: Readonly<Record<FaultKind, Deed>> = {
  ...TIME_DEEDS,
  ...SOCKET_DEEDS,
  ...REQUEST_DEEDS,
  ...CREDENTIAL_DEEDS,
  ...PROCESS_DEEDS,
};
