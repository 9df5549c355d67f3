/**
 * The fields of what should be an object, none of them certain: what the exchange sends may lack what its documents
 * promise. No fields where it is no object.
 */
export function fieldsOf<Value extends object>(value: Value | null | undefined): Partial<Value> {
  return typeof value === "object" && value !== null ? value : {};
}

/** The same for the items of what should be a list. No items where it is no list. */
export function itemsOf<Item extends object>(
  list: readonly Item[] | null | undefined,
): readonly Partial<Item>[] {
  return Array.isArray(list) ? (list as readonly Item[]).map(fieldsOf) : [];
}
