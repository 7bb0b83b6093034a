import type { Settlement, SettleOptions, SimulatorContext } from '../simulator.ts';
import { decideCapture } from './captures.ts';
import { forgetOrder } from './orders.ts';
import { capturesOf, type Fate, type OrderRecord, type Records } from './records.ts';
import { showOrder } from './show.ts';
import { notify } from './webhooks.ts';

const USUAL_DECLINE = '5100';

/** A processor's code is on the capture that is made; every other word is how the merchant's call is refused. */
const CODE = /^(?:[0-9]{4}|[0-9][0-9A-Z]{3}|PP[A-Z0-9]{2}|PC[A-Z]{2})$/;

/** What can be done with an order now. */
export function canDo(records: Records, { id, status, intent }: OrderRecord): readonly Settlement[] {
  if (capturesOf(records, id).some((capture) => capture.status === 'PENDING')) return ['succeed', 'fail'];
  if (status !== 'CREATED') return [];
  return intent === 'CAPTURE' ? ['succeed', 'fail', 'process', 'cancel'] : ['cancel'];
}

/**
 * The buyer approves the order, and no more: what becomes of the money is seen when the merchant takes it. What is under review
 * is decided. `cancel` lets PayPal forget the order, as it does after some hours. @throws Error
 */
export function settle(
  records: Records,
  context: SimulatorContext,
  order: OrderRecord,
  how: Settlement,
  { amount = null, decline = null }: SettleOptions,
): void {
  if (amount !== null) throw new Error('PayPal’s buyers pay the whole amount at once');
  if (!canDo(records, order).includes(how)) throw new Error(`An order that is ${order.status} can’t be paid that way`);
  const pending = capturesOf(records, order.id).find(({ status }) => status === 'PENDING');
  if (how === 'cancel') forgetOrder(records, order);
  else if (pending !== undefined)
    decideCapture(records, context, pending, {
      status: how === 'fail' ? 'DECLINED' : 'COMPLETED',
      code: how === 'fail' ? (decline ?? USUAL_DECLINE) : null,
    });
  else approve(records, context, order, fateOf(how, decline));
}

function fateOf(how: Settlement, decline: string | null): Fate {
  if (how === 'process') return { status: 'PENDING', word: null };
  if (how !== 'fail') return { status: 'COMPLETED', word: null };
  const word = decline ?? USUAL_DECLINE;
  return CODE.test(word) ? { status: 'DECLINED', word } : { status: 'DECLINED', word, isRefused: true };
}

function approve(records: Records, context: SimulatorContext, order: OrderRecord, fate: Fate): void {
  const source = fate.status === 'DECLINED' ? 'card' : 'paypal';
  Object.assign(order, { status: 'APPROVED', source, fate, updatedAt: context.now().toISOString() });
  const { clientId, id } = order;
  const resource = showOrder(records, order, context.url());
  const type = 'CHECKOUT.ORDER.APPROVED';
  notify(records, context, { clientId, type, resourceType: 'checkout-order', resource, subject: id });
}
