let lastId = 0;

/** A number for a feed that no other feed of the process has. */
export function nextFeedId(): number {
  lastId += 1;
  return lastId;
}
