import type { Deed, DeedOptions, SimulatorContext } from '../simulator.ts';
import { paymentsOf, type Records } from './records.ts';
import { failRefund, type Paid, refundInDashboard } from './refunds.ts';

type Act = (records: Records, context: SimulatorContext, paid: Paid, options: DeedOptions) => void;

/** What happens to money that was paid, without anybody calling the API. */
const ACTS = {
  refund: (records, context, paid, { amount }) => refundInDashboard(records, context, paid, amount),
  refund_fails: failRefund,
} as const satisfies Record<Deed, Act>;

/** To the newest payment of a preference that money came in by. @throws Error */
export function act(records: Records, context: SimulatorContext, id: string, deed: Deed, options: DeedOptions): void {
  const preference = records.preferences[id];
  const payment = paymentsOf(records, id).findLast(({ status }) => MOVED.includes(status));
  if (preference === undefined || payment === undefined) throw new Error(`${id} was not paid`);
  ACTS[deed](records, context, { payment, preference }, options);
  context.save();
}

const MOVED: readonly string[] = ['approved', 'refunded'];
