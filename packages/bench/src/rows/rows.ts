import type { Row } from "../ground.ts";
import { bundleRow } from "./bundle-row.ts";
import { eventsRow } from "./events-row.ts";
import { importRow } from "./import-row.ts";
import { recoveryRow } from "./recovery-row.ts";
import { renewalsRow } from "./renewals-row.ts";
import { scaleRow } from "./scale-row.ts";

/** All rows, by the name that they are asked for, in the order of the table. */
export const rows: Readonly<Record<string, Row>> = {
  import: importRow,
  bundle: bundleRow,
  renewals: renewalsRow,
  events: eventsRow,
  scale: scaleRow,
  recovery: recoveryRow,
};
