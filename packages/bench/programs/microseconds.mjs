/** The machine's monotonic clock in microseconds, the same in all of its processes. */
export function microseconds() {
  return Number(process.hrtime.bigint()) / 1_000;
}
