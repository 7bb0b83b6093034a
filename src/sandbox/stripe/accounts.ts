import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SimulatorContext } from '../simulator.ts';
import type { StripeContext } from './context.ts';
import { createNotify, type WebhookEndpoint } from './events.ts';
import { unauthorized } from './requests/fault.ts';
import type { Resource } from './requests/permissions.ts';
import { clear, stateIn } from './state.ts';

/** An account at Stripe, with the one endpoint that receives its events. */
export type StripeAccount = WebhookEndpoint & {
  readonly secretKey: string;
  /** The name of the account, which buyers read. */
  readonly merchant?: string;
  /** What its key may not read: then it is a restricted key. */
  readonly without?: readonly Resource[];
};

/** Nothing of one account is seen from another. */
export type OpenAccount = StripeAccount & { readonly stripe: StripeContext };

type Kept = StripeAccount & { readonly state: Record<string, unknown> };

/** The platform's account, whose endpoint is configured anew at each start, and those that were added. */
export function openAccounts(context: SimulatorContext, platform: StripeAccount) {
  context.state['accounts'] ??= [];
  const kept = context.state['accounts'] as Kept[];
  const open = (account: StripeAccount, state: Record<string, unknown>): OpenAccount => {
    const { now, url } = context;
    return { ...account, stripe: { state: stateIn({ state }), now, url, notify: createNotify(context, account) } };
  };
  const accounts = [open(platform, context.state), ...kept.map((account) => open(account, account.state))];

  return {
    accounts: accounts as readonly OpenAccount[],
    add(webhookUrl: string, without: readonly Resource[] = []): StripeAccount {
      const [secretKey, webhookSecret] = [`${without.length > 0 ? 'rk' : 'sk'}_test_${hex(24)}`, `whsec_${hex(16)}`];
      const account = { secretKey, webhookSecret, webhookUrl, merchant: 'A gym', without, state: {} };
      kept.push(account);
      accounts.push(open(account, account.state));
      context.save();
      return account;
    },
    /** Leaves the platform's account, and nothing in it. */
    reset(): void {
      kept.splice(0);
      accounts.splice(1);
      for (const { stripe } of accounts) clear(stripe.state);
      context.save();
    },
  };
}

/** Stripe repeats a wrong key with its last four characters. @throws FaultError */
export function accountOf(accounts: readonly OpenAccount[], authorization: string | undefined): OpenAccount {
  const key = keyIn(authorization ?? '');
  if (key === undefined) throw unauthorized('You did not provide an API key.');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const account = accounts.find(({ secretKey }) => timingSafeEqual(digest(key), digest(secretKey)));
  if (account !== undefined) return account;
  throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(16)}${key.slice(-4)}`);
}

/** As a bearer token, or as the user's name of Basic authentication (https://docs.stripe.com/api/authentication, 2026-11-28). */
function keyIn(authorization: string): string | undefined {
  const [, scheme = '', value = ''] = /^(Bearer|Basic) (\S+)$/.exec(authorization) ?? [];
  const key = scheme === 'Basic' ? Buffer.from(value, 'base64').toString().split(':')[0] : value;
  return key === '' ? undefined : key;
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
