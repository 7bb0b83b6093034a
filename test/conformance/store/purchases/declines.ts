import { describe, expect, test } from 'vitest';
import { searchOf } from '../../../../src/domain/operator/search.ts';
import type { Decline } from '../../../../src/domain/payment/decline.ts';
import type { Method } from '../../../../src/domain/payment/method.ts';
import { EVERY_PAYMENT } from '../../../../src/ports/store/queries.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { anAttempt, anOpened, facts } from '../builders.ts';

const POOR: Decline = { code: 'insufficient_funds', providerCode: 'no_money' };
const EXPIRED: Decline = { code: 'expired_card', providerCode: 'old' };
const VISA: Method = { type: 'card', brand: 'visa', last4: '4242', installments: 3 };
const VOUCHER: Method = { type: 'voucher', brand: 'oxxo', last4: null, installments: null };

export function describeDeclines(given: () => Store): void {
  describe('a declined attempt', () => {
    test('a declined attempt is kept with its reason and its method, and is shown so everywhere', async () => {
      const { payment } = await anOpened(given());
      const attempt = anAttempt('failed', 1, { decline: POOR, method: VISA });

      const { newDeclines } = await given().recordFacts(facts(payment.id, { attempt }));

      expect(newDeclines).toEqual([POOR]);
      expect(await given().listAttempts(payment.id)).toEqual([attempt]);
      expect((await given().findDetails(payment.id))?.attempts).toEqual([{ ...attempt, surplusMinor: 0 }]);
    });

    test('a declined attempt keeps the last reason and the last method, whichever of them is reported last', async () => {
      const { payment } = await anOpened(given());
      const late = anAttempt('failed', 2, { decline: EXPIRED, method: VOUCHER });
      const early = { ...anAttempt('failed', 1, { decline: POOR, method: VISA }), ...idOf(late) };
      const silent = { ...anAttempt('failed', 3), ...idOf(late) };
      const report = (attempt: typeof late) => given().recordFacts(facts(payment.id, { attempt }));

      for (const attempt of [late, early, silent]) await report(attempt);

      const [known] = await given().listAttempts(payment.id);
      expect(known).toEqual({ ...late, fact: silent.fact });
      expect((await report(late)).newDeclines).toEqual([]);
    });

    test('a declined attempt keeps each of its tries, and a payment is found by any of them', async () => {
      const { payment } = await anOpened(given());
      const failed = anAttempt('failed', 1, { decline: POOR, method: VISA });
      const charges = [`charge-1-${failed.providerPaymentId}`, `charge-2-${failed.providerPaymentId}`].map((id) => {
        return { id, decline: POOR, method: VISA };
      });
      const paidBy = { id: `charge-3-${failed.providerPaymentId}`, decline: null, method: null };
      const report = (attempt: typeof failed) => given().recordFacts(facts(payment.id, { attempt }));

      for (const charge of charges) await report({ ...failed, charges: [charge] });
      await report({ ...anAttempt('succeeded', 2), ...idOf(failed), charges: [paidBy] });

      const all = [...charges, paidBy];
      expect(await given().listAttempts(payment.id)).toMatchObject([{ charges: all }]);
      const loaded = await given().loadPurchase({ kind: 'payment', id: payment.id });
      expect(loaded.attempts).toMatchObject([{ charges: all }]);
      for (const { id } of all) expect(await idsFound(given(), id)).toEqual([payment.id]);
      expect(await idsFound(given(), 'insufficient_funds')).toEqual([]);
      expect(await idsFound(given(), `${paidBy.id}-1`)).toEqual([]);
    });

    test('a declined attempt that succeeds later shows no reason, and the method of the success', async () => {
      const { payment } = await anOpened(given());
      const failed = anAttempt('failed', 2, { decline: EXPIRED, method: VOUCHER });
      const paid = { ...anAttempt('succeeded', 2, { method: VISA }), ...idOf(failed) };

      for (const attempt of [failed, paid]) await given().recordFacts(facts(payment.id, { attempt }));

      expect(await given().listAttempts(payment.id)).toEqual([paid]);
    });
  });
}

function idOf({ providerPaymentId }: { readonly providerPaymentId: string }) {
  return { providerPaymentId };
}

async function idsFound(store: Store, text: string): Promise<readonly string[]> {
  const { items } = await store.listPayments({ ...EVERY_PAYMENT, search: searchOf(text) }, { limit: 5, cursor: null });
  return items.map(({ id }) => id);
}
