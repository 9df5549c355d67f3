import type { ListenKey } from "../model/listen-key.ts";
import type { Dialect } from "../rules/dialect.ts";
import { familyOf, keyFamilyOf } from "../rules/product-ids.ts";
import type { SocketRoute } from "../rules/socket-routes.ts";

/** What a live key gets on a path: events, nothing, or a false word that it has expired. */
export type FormResult = "works" | "silent" | "expired";

/** How a URL form treats a live key. */
export function formResult(
  route: SocketRoute,
  key: ListenKey,
  form: { readonly hasEvents: boolean; readonly dialect: Dialect },
): FormResult {
  const family = familyOf(key.product);
  if (!route.carries.some((one) => keyFamilyOf(one) === family)) return "silent";
  if (!route.path.startsWith("/private")) return "works";
  if (family === "options") return route.keys === "query" ? form.dialect.optionsQueryForm : "works";
  if (route.keys === "path") return form.dialect.usdmPathForm;
  if (form.hasEvents || form.dialect.usdmWithoutEvents === "everything") return "works";
  return form.dialect.usdmWithoutEvents;
}
