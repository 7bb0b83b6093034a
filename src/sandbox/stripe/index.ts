import type { Simulator, SimulatorContext } from '../simulator.ts';
import { accountOf, openAccounts, type StripeAccount } from './accounts.ts';
import { settle } from './buyer.ts';
import type { StripeContext } from './context.ts';
import { act } from './dashboard.ts';
import { operations } from './operations.ts';
import { expireDue } from './payables/expiry.ts';
import { payables } from './payables/payables.ts';
import { broken, noSearch, tooMany } from './requests/fault.ts';
import { rememberFailure } from './requests/idempotency.ts';
import type { Resource } from './requests/permissions.ts';
import { type RouteOptions, routes } from './routes.ts';

export type StripeOptions = StripeAccount & Partial<Pick<RouteOptions, 'searchLagMs'>>;

export type StripeSimulator = Simulator & {
  /** Another account, as a gym that is paid through Stripe needs one, with its endpoint. */
  readonly addAccount: (webhookUrl: string, without?: readonly Resource[]) => StripeAccount;
};

/** As much of Stripe's API as a payment needs: strict in what it accepts, stateful, with signed events. */
export function createStripeSimulator(context: SimulatorContext, options: StripeOptions): StripeSimulator {
  const { now, save } = context;
  const { accounts, add, reset } = openAccounts(context, options);
  const endDue = () => {
    for (const { stripe } of accounts) expireDue(stripe);
  };
  /** Where an object is; what is nowhere is missed in the platform's account. */
  const holding = (id: string): StripeContext => {
    const found = accounts.find(({ stripe: { state } }) =>
      [state.sessions, state.intents].some((objects) => Object.hasOwn(objects, id)),
    );
    return (found ?? accounts[0] ?? missing()).stripe;
  };
  return {
    name: 'stripe',
    operations,
    refusal: (statusCode) => ({ error: REFUSALS[statusCode]().fault.error }),
    rememberFailure: (request, when) => {
      rememberFailure(accountOf(accounts, request.headers.authorization).stripe.state, request, now(), when);
      save();
    },
    routes: routes(accounts, { searchLagMs: options.searchLagMs ?? 0, save, now }),
    payables: () => {
      endDue();
      return accounts.flatMap(({ stripe, merchant }) => payables(stripe, merchant ?? 'The merchant'));
    },
    settle: (id, how, { amount = null, decline = null, returnUrl = null } = {}) => {
      if (amount !== null) throw new Error('Stripe’s buyers pay the whole amount at once');
      const { state } = holding(id);
      settle(holding(id), id, how, decline);
      if (returnUrl !== null && Object.hasOwn(state.intents, id)) state.returns[id] = returnUrl;
      save();
    },
    act: (id, action, options) => {
      act(holding(id), id, action, options);
      save();
    },
    endDue: () => {
      endDue();
      save();
    },
    reset,
    addAccount: add,
  };
}

const REFUSALS = { 400: noSearch, 429: tooMany, 500: broken } as const;

function missing(): never {
  throw new Error('there is always the platform');
}
