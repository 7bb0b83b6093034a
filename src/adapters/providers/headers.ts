import type { Delivery } from '../../ports/payment-provider.ts';

/** The delivery with no other headers than these (in lower case): proxies add their own, secrets among them. */
export function withOnly(names: readonly string[], delivery: Delivery): Delivery {
  return { ...delivery, headers: delivery.headers.filter(([name]) => names.includes(name.toLowerCase())) };
}
