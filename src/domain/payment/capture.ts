import type { Money } from '../money/money.ts';

/** Takes authorized money, all or a part of it. An authorization is captured once. */
export type Capture = {
  readonly id: string;
  readonly paymentId: string;
  readonly providerPaymentId: string;
  readonly amount: Money;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
