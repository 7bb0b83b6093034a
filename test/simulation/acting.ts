import type { Step } from './history.ts';
import { pay } from './people/buyers.ts';
import { openCheckout, openOrder, putOrder } from './people/clients.ts';
import { flood, forge, hint } from './people/hints.ts';
import type { Asking } from './people/insist.ts';
import { cancel, capture, dispute, refund, refundBehind, sync } from './people/operators.ts';
import { changeOwner, connect, renew, takeBack, turn } from './people/owners.ts';
import {
  lie,
  payACopy,
  payAnotherAmount,
  payElsewhere,
  payTheFormerOwner,
  reportAnotherAmount,
  sellSomethingElse,
} from './people/strangers.ts';
import { settle, tend } from './people/tending.ts';
import { type Act, AMOUNT } from './plots/acts.ts';

/** One of those who use the installation does what a step says. */
export async function act(asking: Asking, { purchase, act }: Step): Promise<void> {
  const { sim, chance } = asking;
  const keyOf = (key: string) => `${purchase} ${act.kind} ${key}`;
  switch (act.kind) {
    case 'put':
      return putOrder(asking, purchase, act.order);
    case 'cancel order':
      return putOrder(asking, purchase, { amount: AMOUNT, captureMethod: 'automatic' }, 'cancelled');
    case 'open':
      return purchase.endsWith('order') ? openOrder(asking, purchase) : openCheckout(asking, purchase);
    case 'open another':
      return openCheckout(asking, purchase, `another for the ${purchase}`);
    case 'pay':
      return pay(sim, chance, { purchase, ...act });
    case 'refund':
      return refund(asking, purchase, { ...act, key: keyOf(act.key) });
    case 'capture':
      return capture(asking, purchase, { ...act, key: keyOf(act.key) });
    case 'tend':
      return tend(asking);
    case 'settle':
      return settle(asking);
    case 'cancel':
      return cancel(asking, purchase);
    case 'sync':
      return sync(asking, purchase);
    case 'outage':
      return sim.weather.strike(act.of, sim.scheduler.nowMs() + act.ms);
    case 'crash':
      return chance.pick(sim.replicas()).die();
    case 'renew the token':
    case 'renew token and secret':
      return renew(asking, { withSecret: act.kind === 'renew token and secret' });
    case 'change the owner':
      return changeOwner(asking);
    case 'turn to the other provider':
      return turn(asking);
    case 'connect':
    case 'connect the next owner':
      return connect(asking, act.kind === 'connect' ? 'the same' : 'the next');
    case 'take back':
      return takeBack(sim);
    case 'pay the former owner':
      return payTheFormerOwner(sim, chance);
    default:
      return beside(asking, purchase, act);
  }
}

type Beside = Extract<Act, { readonly kind: keyof typeof STRANGERS | 'refund behind' | 'dispute' }>;

/** What happens beside the service, to what a buyer was given. */
async function beside({ sim, chance }: Asking, purchase: string, act: Beside): Promise<void> {
  const given = sim.ledger.given.findLast((one) => one.purchase === purchase);
  if (given === undefined) return;
  if (act.kind === 'refund behind') refundBehind(sim, given.parentId, act.share);
  else if (act.kind === 'dispute') dispute(sim, given.parentId, act.status);
  else await STRANGERS[act.kind](sim, chance, given);
}

const STRANGERS = {
  forge,
  hint,
  flood,
  lie,
  'pay elsewhere': payElsewhere,
  'pay another amount': payAnotherAmount,
  'pay a copy': payACopy,
  'report another amount': reportAnotherAmount,
  'sell something else': sellSomethingElse,
} as const;
