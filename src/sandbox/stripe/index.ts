import type { Simulator, SimulatorContext } from '../simulator.ts';
import { settle } from './buyer.ts';
import type { StripeContext } from './context.ts';
import { act } from './dashboard.ts';
import { createTell, type WebhookEndpoint } from './events.ts';
import { expireDue } from './expiry.ts';
import { broken, tooMany } from './fault.ts';
import { rememberFailure } from './idempotency.ts';
import { operations } from './operations.ts';
import { payables } from './payables.ts';
import { type RouteOptions, routes } from './routes.ts';
import { stateIn } from './state.ts';

export type StripeOptions = WebhookEndpoint &
  Pick<RouteOptions, 'secretKey'> &
  Partial<Pick<RouteOptions, 'searchLagMs'>> & {
    /** The name of the account, which buyers read. */
    readonly merchant?: string;
  };

/** As much of Stripe's API as a payment needs: strict in what it takes, stateful, and it signs what it tells. */
export function createStripeSimulator(context: SimulatorContext, options: StripeOptions): Simulator {
  const { now, url, save } = context;
  const stripe: StripeContext = { state: stateIn(context), now, url, tell: createTell(context, options) };
  return {
    name: 'stripe',
    operations,
    refusal: (statusCode) => ({ error: (statusCode === 429 ? tooMany() : broken()).fault.error }),
    rememberFailure: (request, when) => {
      rememberFailure(stripe.state, request, now(), when);
      save();
    },
    routes: routes(stripe, { secretKey: options.secretKey, searchLagMs: options.searchLagMs ?? 0, save }),
    payables: () => {
      expireDue(stripe);
      return payables(stripe, options.merchant ?? 'The merchant');
    },
    settle: (id, how) => {
      settle(stripe, id, how);
      save();
    },
    act: (id, deed, options) => {
      act(stripe, id, deed, options);
      save();
    },
  };
}
