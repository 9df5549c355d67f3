import type { ListenKey } from "../model/listen-key.ts";
import type { Dialect } from "../rules/dialect.ts";
import { familyOf, keyFamilyOf } from "../rules/product-ids.ts";
import type { KeyPlace, SocketRoute } from "../rules/socket-routes.ts";

/** What a live key gets on a path: events, nothing, or a false word that it has expired. */
export type FormResult = "works" | "silent" | "expired";

/** How a socket came to name a stream: in its URL, or with SUBSCRIBE. */
export type NamedBy = KeyPlace | "subscribe";

/** How a path treats a live key that was named this way. */
export function formResult(
  route: SocketRoute,
  key: ListenKey,
  form: { readonly by: NamedBy; readonly hasEvent: boolean; readonly dialect: Dialect },
): FormResult {
  const { by, hasEvent, dialect } = form;
  const family = familyOf(key.product);
  if (!route.carries.some((one) => keyFamilyOf(one) === family)) return "silent";
  if (!route.path.startsWith("/private")) return "works";
  if (family === "options") return by === "query" ? dialect.optionsQueryForm : "works";
  if (by === "path") return dialect.usdmPathForm;
  if (by !== "query") return dialect.usdmSubscribe;
  return hasEvent || dialect.usdmWithoutEvents === "everything"
    ? "works"
    : dialect.usdmWithoutEvents;
}
