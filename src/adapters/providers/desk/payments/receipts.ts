import type { Receipt } from '../../../../domain/payment/receipt.ts';
import { EMPTY_REPORT, type Report } from '../../../../domain/payment/report.ts';
import { parentIdOf } from '../parents/ids.ts';
import { methodOf } from './methods.ts';

/** Money at the counter has come when the operator says so: there is nothing between agreeing and paying. */
export function receive({ id, reference, amount, method, takenAt }: Receipt): Report {
  const fact = { kind: 'succeeded', occurredAt: takenAt } as const;
  const attempt = {
    providerPaymentId: id,
    fact,
    authorized: amount,
    capturedMinor: amount.minor,
    decline: null,
    method: methodOf(method),
    charges: [],
  };
  return { ...EMPTY_REPORT, reference, parentId: parentIdOf(reference), fact, attempt };
}
