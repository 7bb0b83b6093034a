import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';

/** Whether the provider can be asked what it knows; otherwise the gateway's own records are all there is, and operators confirm. */
export function keepsRecords({ capabilities }: Pick<PaymentProvider, 'capabilities'>): boolean {
  return capabilities.confirmedBy === 'provider';
}
