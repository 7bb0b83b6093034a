import type { Money } from '../money/money.ts';
import type { CaptureMethod } from './payment.ts';

export type OrderStatus = 'pending' | 'paid' | 'cancelled';

/** What a client app wants paid. It becomes `paid` in the same transaction as its payment becomes `succeeded`. */
export type Order = {
  readonly id: string;
  readonly userId: string;
  readonly amount: Money;
  readonly customerEmail: string | null;
  readonly description: string | null;
  readonly provider: string;
  readonly captureMethod: CaptureMethod;
  readonly returnUrl: string | null;
  readonly status: OrderStatus;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
