import { keyOf, type PaymentRow } from '../../../src/adapters/memory/tables.ts';
import { isOpen } from '../../../src/domain/payment/fact.ts';
import { attemptIdOf } from '../../app/fake-reports.ts';
import type { Sim } from '../sim.ts';
import { checkAnomalies } from './anomalies.ts';
import { checkEvents } from './events.ts';
import { checkGyms, isAnswered } from './gyms.ts';
import { type Held, hasAnomaly, heldOf, takenBy } from './held.ts';
import { checkOrders, checkSurplus } from './orders.ts';
import { checkRefunds } from './refunds.ts';

/** Once nothing is due: holds what is stored against the providers' books, and against what was answered. */
export function atRest(sim: Sim): void {
  for (const row of sim.tables.payments.values()) {
    if (!isAnswered(sim, row.payment.accountId)) continue;
    const held = heldOf(sim, row);
    checkStatus(sim, held);
    checkParents(sim, held);
    checkAttempts(sim, held);
    checkRefunds(sim, held);
    checkCaptures(sim, held);
  }
  checkGyms(sim);
  checkOrders(sim);
  checkSurplus(sim);
  checkGiven(sim);
  checkAnswers(sim);
  checkDeliveries(sim);
  checkEvents(sim);
  checkAnomalies(sim);
}

/** M3, N1, N2, E3: a payment is what its provider knows it to be. */
function checkStatus({ fail }: Sim, { row, own }: Held): void {
  const { id, status, parentId } = row.payment;
  const wrong = statusIsWrong(row, own);
  if (parentId !== null && own === undefined)
    fail('M3', `payment ${id} has the parent ${parentId}, of no such payment`);
  else if (own === undefined && status !== 'cancelled') fail('E3', `payment ${id} has no parent and stays ${status}`);
  else if (own !== undefined && wrong) fail(wrong, `payment ${id} is ${status}: ${own.status}, ${takenBy(own)} taken`);
  // A process that stands still for long may use up the tries of a check: then an anomaly says so to the operator.
  else if (isOpen(status) && status !== 'processing' && !hasAnomaly(row, 'outcome_unknown', id))
    fail('E3', `payment ${id} stays ${status}`);
  const isTwice = own !== undefined && takenBy(own) > own.request.amount.minor;
  if (isTwice && status === 'succeeded' && row.refunds.length === 0 && !hasAnomaly(row, 'paid_twice'))
    fail('M6', `payment ${id} was paid twice, and no anomaly says so`);
}

/** Which invariant is broken. */
function statusIsWrong({ payment, captures, refunds }: PaymentRow, own: Held['own']): string | null {
  if (own === undefined) return null;
  // A part of which something went back before the rest came does not count: which came first is not looked at here.
  if (own.parts.length > 0 && refunds.length > 0) return null;
  const taken = takenBy(own);
  const isAskedFor = captures.some((one) => one.amount.minor === taken);
  const isPaid = taken >= payment.amount.minor || (own.captured !== null && isAskedFor);
  if (payment.status === 'succeeded') return isPaid ? null : 'M3';
  if (isPaid) return 'N2';
  return own.parts.length === 0 && payment.status !== own.status ? 'N2' : null;
}

/** E1, E4: what was made beside the payment's own parent was given to no buyer, and is closed. */
function checkParents({ fail, ledger }: Sim, { row, parents }: Held): void {
  const { id, parentId } = row.payment;
  for (const parent of parents) {
    if (parent.id === parentId) continue;
    if (ledger.given.some((given) => given.parentId === parent.id))
      fail('E1', `${parent.id} was given to a buyer, and payment ${id} has ${parentId}`);
    if (ledger.strange.has(parent.id)) continue;
    if (parent.status !== 'cancelled' && !hasAnomaly(row, 'not_closed', parent.id))
      fail('E4', `${parent.id} carries the reference of payment ${id}, which has ${parentId}, and is ${parent.status}`);
  }
}

/** M4: what was captured of an attempt that succeeded is what its provider has taken. */
function checkAttempts({ fail }: Sim, { row, own }: Held): void {
  if (own === undefined) return;
  const whole = { id: attemptIdOf(own.id), minor: takenBy({ ...own, parts: [] }), status: own.status };
  for (const { id, minor, status } of [whole, ...own.parts]) {
    const attempt = row.attempts.find(({ providerPaymentId }) => providerPaymentId === id);
    if (status === 'succeeded' && attempt !== undefined && attempt.capturedMinor !== minor)
      fail('M4', `${attempt.capturedMinor} was captured by ${id}, and its provider has taken ${minor}`);
  }
}

function checkCaptures({ fail }: Sim, { row, own }: Held): void {
  for (const { id, status, amount } of row.captures) {
    const isTaken = own?.status === 'succeeded' && (own.captured ?? own.request.amount.minor) === amount.minor;
    if (status === 'failed' && isTaken && !row.captures.some((one) => one.status === 'succeeded'))
      fail('E3', `capture ${id} is failed, and was made`);
    if (status === 'succeeded' && !isTaken) fail('E3', `capture ${id} is succeeded, and was not made`);
    if (status === 'pending' && !hasAnomaly(row, 'outcome_unknown', id)) fail('E3', `capture ${id} stays pending`);
  }
}

/** E1, E2: what was answered is true. */
function checkGiven({ ledger, tables, fail }: Sim): void {
  for (const { paymentId, parentId } of ledger.given) {
    const row = tables.payments.get(paymentId);
    if (row === undefined) fail('E2', `payment ${paymentId} was answered and is gone`);
    else if (row.payment.parentId !== parentId)
      fail('E1', `${parentId} was given for payment ${paymentId}, which has ${row.payment.parentId}`);
  }
}

/** E6: one key, one answer. */
function checkAnswers({ ledger, fail }: Sim): void {
  for (const [key, answers] of ledger.answers)
    if (new Set(answers).size > 1) fail('E6', `the key ${key} was answered with ${answers.join(' and ')}`);
}

/** N2: what was taken has become something, or an operator has said that it is nothing. */
function checkDeliveries({ tables, fail }: Sim): void {
  for (const { record, state } of tables.deliveries.values()) {
    const check = tables.checks.get(keyOf('delivery', `${record.accountId}/${record.key}`));
    if (state === 'waiting' && !check?.resolution) fail('N2', `the webhook ${record.eventId} still waits`);
  }
}
