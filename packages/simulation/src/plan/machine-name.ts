/** What the machines of a day are called, the first one with index 0. */
export function machineName(index: number): string {
  return `machine-${index + 1}`;
}
