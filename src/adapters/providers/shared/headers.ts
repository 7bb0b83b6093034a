import type { Delivery } from '../../../ports/payment-provider/deliveries.ts';

/** The delivery with no other headers than these (in lower case): proxies add their own, secrets among them. */
export function withOnly(names: readonly string[], delivery: Delivery): Delivery {
  return { ...delivery, headers: delivery.headers.filter(([name]) => names.includes(name.toLowerCase())) };
}

/** All values of a header (its name in lower case): a delivery may repeat one, which no genuine delivery does. */
export function headersNamed(name: string, { headers }: Pick<Delivery, 'headers'>): string[] {
  return headers.filter(([found]) => found.toLowerCase() === name).map(([, value]) => value);
}

const TOKEN = /^[\x21-\x7e]{1,500}$/;

/** Whether a token can stand in a header. `fetch` repeats anything else in the error that it throws. */
export function isHeaderToken(token: string): boolean {
  return TOKEN.test(token);
}
