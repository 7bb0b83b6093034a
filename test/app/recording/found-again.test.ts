import { expect, test } from 'vitest';
import { createMemoryStore } from '../../../src/adapters/memory/index.ts';
import { anAttempt, anOpened, facts, LEASE_MS } from '../../conformance/store/builders.ts';
import { aRefund, reported } from '../../conformance/store/purchases/refunds.ts';
import { withCommands } from '../../stores.ts';

test('an anomaly that is found again is logged and counted, once it is committed', async () => {
  const said: unknown[] = [];
  const quiet = { debug() {}, info() {}, error() {} };
  const measure = { notification() {}, eventTry() {}, unknownDecline() {}, providerCall() {} };
  const store = withCommands(createMemoryStore({ now: () => new Date() }), {
    log: { ...quiet, warn: (fields, message) => void said.push([message, fields]) },
    measure: { ...measure, anomaly: (kind) => void said.push(kind) },
  });
  const { payment } = await anOpened(store);
  const attempts = [anAttempt('succeeded', 1), anAttempt('succeeded', 2)];
  for (const attempt of attempts) await store.recordFacts(facts(payment.id, { fact: attempt.fact, attempt }));
  const subject = attempts[1]?.providerPaymentId ?? '';
  const { refund, lease } = await store.openRefund(aRefund(payment.id, { providerPaymentId: subject }), LEASE_MS);
  if (lease === null) throw new Error('the refund has no lease');
  expect(said).toEqual([]);

  await store.endRefund(refund.id, lease, 'failed');

  const anomaly = 'paid_twice';
  expect(said).toEqual([['an anomaly was found again', { paymentId: payment.id, anomaly, subject }], anomaly]);
  await store.recordFacts(
    facts(payment.id, { reversals: [reported(subject, { reference: refund.id, status: 'failed' })] }),
  );
  expect(said).toHaveLength(2);
});
