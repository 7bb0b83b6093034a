import type { Delivery } from '../../ports/payment-provider/deliveries.ts';
import type { Harness } from '../harness.ts';

export function after(delivery: Delivery, ms: number): Delivery {
  return { ...delivery, receivedAt: new Date(delivery.receivedAt.getTime() + ms) };
}

/** @throws Error when the delivery has no such header. */
export function spoiltHeaders({ headers }: Delivery, name: string): Delivery['headers'][] {
  const rest = headers.filter(([header]) => header.toLowerCase() !== name);
  const signature = headers.find(([header]) => header.toLowerCase() === name)?.[1] ?? '';
  if (signature === '') throw new Error(`what the provider sent has no header ${name}`);
  const changed = [signature.slice(0, -1), flipLast(signature), `${signature}é\u{1f600}`];
  const values = ['', ' ', 'v1=', ...changed, 'x'.repeat(100_000)];
  return [
    rest,
    [...rest, [name, signature], [name, signature]],
    [...rest, [name, signature], [name.toUpperCase(), 'v1=']],
    ...values.map((text) => [...rest, [name, text] as const]),
  ];
}

export function headersIn(headers: Delivery['headers'], { signatureHeader }: Harness): string {
  const values = headers.filter(([name]) => name.toLowerCase() === signatureHeader).map(([, text]) => text);
  return `${values.length} signature headers: ${JSON.stringify(values).slice(0, 100)}`;
}

export function flipLast(signature: string): string {
  return `${signature.slice(0, -1)}${signature.endsWith('0') ? '1' : '0'}`;
}
