import type { Environment, ListenKeyProduct } from "@listenkey/core/product";
import type { StreamProduct } from "@listenkey/stream";

/** Where a product's stream is obtained and opened, for people. Pure. */
export function placesOf(
  product: StreamProduct,
  { rest, stream, wsApi = "" }: Environment,
): readonly string[] {
  const places: string[] = [];
  if ("subscription" in product) {
    places.push(`${product.subscription.subscribeMethod} at ${wsApi}`);
  }
  if ("listenToken" in product) {
    const { create, subscribeMethod } = product.listenToken;
    places.push(
      `${create.method} ${rest}${create.path}${form(create.params)}, then ${subscribeMethod} at ${wsApi}`,
    );
  }
  if ("listenKey" in product) places.push(...byListenKey(product, { rest, stream }));
  return places;
}

function byListenKey(
  { listenKey }: ListenKeyProduct,
  { rest, stream }: Pick<Environment, "rest" | "stream">,
): readonly string[] {
  const { create, socketForms } = listenKey;
  const made = `${create.method} ${rest}${create.path}${form(create.params)}`;
  const urls = socketForms.flatMap((way) =>
    "url" in way ? [way.url(stream, "LISTEN_KEY", ["EVENT", "EVENT"])] : [],
  );
  return [`${made}, then ${urls[0] ?? stream}`];
}

function form(params: Readonly<Record<string, string>> = {}): string {
  const fields = new URLSearchParams(params).toString();
  return fields === "" ? "" : ` (${fields})`;
}
