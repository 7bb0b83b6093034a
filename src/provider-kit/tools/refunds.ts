import type { RefundReport } from '../../domain/payment/refund.ts';
import type { Harness } from '../harness.ts';
import { type refundOf, value } from './builders.ts';

export function refund({ provider, credentials }: Harness, request: ReturnType<typeof refundOf>) {
  return provider.refund(credentials, request);
}

/** @throws Error when the list fails. */
export async function listed({ provider, credentials }: Harness, id: string): Promise<readonly RefundReport[]> {
  return value(await provider.listRefunds(credentials, id));
}
