import { attemptIdOf } from '../../app/fake-reports.ts';
import type { Sim } from '../sim.ts';
import type { Held } from './held.ts';

/** M4, E3: each refund was made once at most, and is what the provider knows it to be. */
export function checkRefunds({ fail, ledger }: Sim, { row, own, bank, books }: Held): void {
  const { id: paymentId } = row.payment;
  // Where refunds carry no reference, what one call made may be held for another refund of ours of the same amount.
  const isAnothers = (made: string, own: string) =>
    !bank.namesRefunds &&
    row.refunds.some((one) => one.id !== own && one.requestedBy !== null && one.providerRefundId === made);
  for (const { id, status, requestedBy, providerRefundId } of row.refunds) {
    const isAlive = ({ status }: { readonly status: string }) => status !== 'failed';
    const made = books.refunds.filter((one) => one.reference === id && isAlive(one) && !isAnothers(one.id, id));
    if (made.length > 1) fail('M4', `refund ${id} of payment ${paymentId} was made ${made.length} times`);
    if (requestedBy === null) continue;
    const isOpen = row.anomalies.some(({ kind, subject, detail }) =>
      kind === 'outcome_unknown'
        ? subject === id || detail['refund'] === id
        : kind === 'reference_mismatch' && detail['expected'] === id,
    );
    // Where refunds carry no reference, one that was made elsewhere for the same amount may be taken for ours.
    const its = books.refunds.find((one) => one.id === providerRefundId);
    const isIts = its?.reference === id || (!bank.namesRefunds && its?.status === 'succeeded');
    if (its !== undefined && its.status !== 'pending' && its.status !== status && !isOpen)
      fail('N2', `refund ${id} is ${status}, and its provider says ${its.status}`);
    // One that was made elsewhere may have been taken for ours, and ours for one that was made elsewhere.
    const isUnknown = made.some(
      (one) => bank.namesRefunds || !row.refunds.some((of) => of.providerRefundId === one.id),
    );
    if (status === 'failed' && isUnknown && !isOpen) fail('E3', `refund ${id} is failed, and was made`);
    if (status === 'succeeded' && !isIts && !isOpen) fail('M4', `refund ${id} is succeeded, and was not made`);
    if (status === 'pending' && !isOpen) fail('E3', `refund ${id} stays pending (${providerRefundId})`);
  }
  const ids = row.refunds.flatMap(({ providerRefundId }) => providerRefundId ?? []);
  if (new Set(ids).size < ids.length) fail('M4', `two refunds of payment ${paymentId} are one at the provider`);
  const attempts = own === undefined ? [] : [attemptIdOf(own.id), ...own.parts.map((part) => part.id)];
  const known = new Set(row.refunds.map(({ providerRefundId }) => providerRefundId));
  for (const { id, providerPaymentId } of books.refunds)
    if (attempts.includes(providerPaymentId) && !known.has(id))
      fail('N2', `the refund ${id} is not known of payment ${paymentId}`);
  for (const { id, paymentId: of, minor } of ledger.refunds) {
    // A bank may turn down later what was made, and what it had turned down was not answered for.
    const parts = row.refunds.filter((one) => (one.id === id || one.partOf === id) && one.providerRefundId !== null);
    const sum = parts.reduce((total, { amount }) => total + amount.minor, 0);
    if (of === paymentId && sum < minor) fail('E2', `refund ${id} of ${minor} was answered, and is ${sum}`);
  }
}
