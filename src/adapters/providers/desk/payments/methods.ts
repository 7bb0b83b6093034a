import type { Method } from '../../../../domain/payment/method.ts';
import type { ReceiptMethod } from '../../../../domain/payment/receipt.ts';

const NOTHING_MORE = { brand: null, last4: null, installments: null } as const;

/** What an operator can say, in the words that all providers share. */
const METHODS: Readonly<Record<ReceiptMethod, Method>> = {
  cash: { type: 'cash', ...NOTHING_MORE },
  transfer: { type: 'bank_transfer', ...NOTHING_MORE },
};

export function methodOf(word: ReceiptMethod | null): Method | null {
  return word && METHODS[word];
}
