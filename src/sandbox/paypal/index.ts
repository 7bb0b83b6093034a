import { randomBytes } from 'node:crypto';
import type { Simulator, SimulatorContext } from '../simulator.ts';
import { settle } from './buyer.ts';
import { act } from './dashboard.ts';
import { generalError } from './errors.ts';
import { operations } from './operations.ts';
import { forgetDue } from './orders.ts';
import { payable } from './payable.ts';
import { clear, type Merchant, type Records, recordsIn } from './records.ts';
import { routes } from './routes.ts';

export type { Merchant } from './records.ts';

export type PayPalSimulator = Simulator & {
  /** Another merchant's app, as connecting a gym needs one, whose events are sent there. */
  readonly addMerchant: (webhookUrl: string, options?: { readonly seesDisputes: boolean }) => Merchant;
};

type PayPalOptions = { readonly merchants: readonly Merchant[] };

/** As much of PayPal's Orders v2 as a payment needs, with as many merchants as there are gyms. */
export function createPayPalSimulator(context: SimulatorContext, { merchants }: PayPalOptions): PayPalSimulator {
  const records = recordsIn(context.state, randomBytes(32).toString('base64'));
  for (const merchant of merchants) keepMerchant(records, merchant);
  const changed = (change: () => void) => {
    forgetDue(records, context.now());
    change();
    context.save();
  };
  return {
    name: 'paypal',
    operations,
    refusal: generalError,
    routes: routes(records, context),
    payables: () => {
      forgetDue(records, context.now());
      return Object.values(records.orders)
        .toReversed()
        .map((order) => payable(records, order));
    },
    settle: (id, how, options = {}) =>
      changed(() => {
        const order = records.orders[id];
        if (order === undefined) throw new Error(`There is no order ${id}`);
        settle(records, context, order, how, options);
      }),
    act: (id, action, options) => changed(() => act(records, context, id, action, options)),
    endDue: () => changed(() => undefined),
    reset: () => {
      clear(records, merchants);
      context.save();
    },
    addMerchant: (webhookUrl, { seesDisputes } = { seesDisputes: true }) => {
      const merchant = { ...newMerchant(), webhookUrl, seesDisputes };
      keepMerchant(records, merchant);
      context.save();
      return merchant;
    },
  };
}

/** One app has one entry: given again, with a new secret or webhook, it replaces the old. */
function keepMerchant({ merchants }: Records, merchant: Merchant): void {
  const index = merchants.findIndex(({ clientId }) => clientId === merchant.clientId);
  merchants.splice(index < 0 ? merchants.length : index, index < 0 ? 0 : 1, { ...merchant });
}

/** Ids and secrets in the real ones' form. */
function newMerchant() {
  const text = (length: number) => randomBytes(length).toString('base64url').slice(0, length);
  const webhookId = randomBytes(9).toString('hex').toUpperCase().slice(0, 17);
  return { clientId: `A${text(79)}`, clientSecret: `E${text(79)}`, webhookId };
}
