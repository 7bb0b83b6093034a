import type { Settlement, SimulatorContext } from '../simulator.ts';
import { type PaymentRecord, type PreferenceRecord, paymentsOf, type Records, wireTime } from './records.ts';
import { isOver } from './show.ts';
import { changed } from './webhooks.ts';

/** A buyer at a preference. */
type Visit = { readonly preference: PreferenceRecord; readonly records: Records; readonly context: SimulatorContext };

/** Money came in, whatever has become of it since. */
const MOVED: readonly string[] = ['approved', 'refunded', 'charged_back'];

const STATUS = { succeed: 'approved', fail: 'rejected', process: 'in_process' } as const;

/**
 * What a buyer can do with a preference. A payment left `in_process` is moved by whatever comes next, also
 * after the preference expired, as a voucher is. `cancel` cancels such a payment; without one it expires the
 * preference, of which nobody is told.
 */
export function settle(visit: Visit, how: Settlement): void {
  const { preference, records, context } = visit;
  const payments = paymentsOf(records, preference.id);
  const undecided = payments.find(({ status }) => status === 'in_process');
  const isPaid = payments.some(({ status }) => MOVED.includes(status));
  if (how === 'require_action') throw new Error('Mercado Pago’s page asks the buyer itself: it leaves nothing to do');
  if (how === 'cancel') cancel(visit, undecided, isPaid);
  else if (how === 'pay_twice') for (const _ of isPaid ? [1] : [1, 2]) pay(visit, 'approved', undefined);
  else {
    if (isPaid) throw new Error('This preference is paid already: only pay_twice pays it again');
    if (how === 'process' && undecided !== undefined) throw new Error('A payment is in process already');
    pay(visit, STATUS[how], undecided);
  }
  context.save();
}

function cancel(visit: Visit, undecided: PaymentRecord | undefined, isPaid: boolean): void {
  if (undecided !== undefined) {
    pay(visit, 'cancelled', undecided);
    return;
  }
  if (isPaid) throw new Error('This preference is paid: it can’t be cancelled');
  const now = visit.context.now().toISOString();
  Object.assign(visit.preference.body, { expires: true, expiration_date_to: wireTime(now) });
  visit.preference.updatedAt = now;
}

function pay(visit: Visit, status: PaymentRecord['status'], undecided: PaymentRecord | undefined): void {
  const payment = undecided ?? begin(visit, status);
  payment.status = status;
  const { preference, records, context } = visit;
  changed(records, context, { payment, preference }, undecided === undefined ? 'payment.created' : 'payment.updated');
}

function begin({ preference, records, context }: Visit, status: PaymentRecord['status']): PaymentRecord {
  if (isOver(preference, context.now())) throw new Error('This preference has expired: it can’t be paid any more');
  records.lastPaymentId += 1;
  const id = records.lastPaymentId;
  const createdAt = context.now().toISOString();
  const made = { id, sellerId: preference.sellerId, preferenceId: preference.id, createdAt, updatedAt: '', status };
  records.payments[String(id)] = made;
  return made;
}
