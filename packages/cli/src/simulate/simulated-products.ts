import type { ProductId } from "@listenkey/simulator";
import type { StreamProduct } from "@listenkey/stream";
import { PRODUCT_NAMES, productNamed } from "../account/products.ts";

/** A product of the simulated exchange. */
export interface SimulatedProduct {
  /** What it is called everywhere. */
  readonly name: ProductId;
  /** How its stream is obtained and opened. */
  readonly product: StreamProduct;
}

/** Finds a product by its name. */
export function simulatedProduct(name: string): SimulatedProduct | undefined {
  try {
    const found = productNamed(name);
    // They are the simulator's own names.
    return { name: found.name as ProductId, product: found.product };
  } catch {
    return undefined;
  }
}

/** Every product, with one isolated pair. */
export const ALL_PRODUCTS: readonly SimulatedProduct[] = PRODUCT_NAMES.flatMap(
  (name) => simulatedProduct(name) ?? [],
);
