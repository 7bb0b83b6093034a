import { expect } from 'vitest';
import type { Money } from '../../../src/domain/money/money.ts';
import type { Credentials } from '../../../src/domain/payment/account.ts';
import type { Outcome } from '../../../src/ports/outcome.ts';
import type {
  CompleteRequest,
  Delivery,
  Notification,
  OpenRequest,
  Parent,
  PaymentProvider,
} from '../../../src/ports/payment-provider.ts';

/** A provider adapter in front of something that behaves like the provider, fresh for each test. */
export type Harness = {
  readonly provider: PaymentProvider;
  readonly credentials: Credentials;
  /** Whose they are, where they show it. */
  readonly holder: string | null;
  /** Another account, to which the provider sends none of these notifications. */
  readonly otherAccount: Credentials;
  /** Of the right form, but the provider doesn't know them. */
  readonly wrongCredentials: Credentials;
  /** An amount that this account can be paid, and one that the provider can't carry. */
  readonly amount: Money;
  readonly refusedAmount: Money;
  /** An e-mail address that passes our own check and not the provider's; null where none is known. */
  readonly refusedEmail: string | null;
  /** The right form for a parent's id, and none has it. */
  readonly missingParentId: string;
  /** The same for a provider payment. */
  readonly missingProviderPaymentId: string;
  readonly signatureHeader: string;
  /** Lets the buyer act on a parent; the provider then notifies us. */
  readonly settle: (parentId: string, how: 'succeed' | 'fail' | 'process') => Promise<void>;
  /** The buyer agrees, and no more; the provider then notifies us. As `settle` with `succeed`, where nothing has to be completed. */
  readonly agreeToPay: (parentId: string) => Promise<void>;
  /** The buyer has not enough money for it; the provider then notifies us. */
  readonly declineForMoney: (parentId: string) => Promise<void>;
  /** Hands the buyer a voucher that can be paid within days; null where this provider has none. */
  readonly takeVoucher: ((parentId: string) => Promise<void>) | null;
  /** The buyer pays a part of a parent's amount; the provider then notifies us. Null where purchases can't be split. */
  readonly payPart: ((parentId: string, amount: Money, how: 'succeed' | 'fail' | 'process') => Promise<void>) | null;
  /** The seller refunds all that is left in the provider's own dashboard; the provider then notifies us. */
  readonly refundBehind: (parentId: string) => Promise<void>;
  /** The bank sends the last refund back; the provider then notifies us. */
  readonly failRefund: (parentId: string) => Promise<void>;
  /** From now on refunds are not decided at once; null where that can't be simulated. */
  readonly slowRefunds: (() => void) | null;
  /** The last refund that is under way arrives; the provider then notifies us. */
  readonly finishRefund: (parentId: string) => Promise<void>;
  /** The customer's bank disputes it, or decides; the provider then notifies us. */
  readonly dispute: (parentId: string, how: 'open' | 'won' | 'lost') => Promise<void>;
  /** From now on the provider shows refunds and disputes to no call with these credentials; null where it can't be so. */
  readonly hideReversals: (() => void) | null;
  /** What the provider last sent, as it would arrive now. */
  readonly lastDelivery: () => Delivery;
  /** The same delivery with something else in the part that is signed. */
  readonly forge: (delivery: Delivery) => Delivery;
  /** How many requests the provider received. */
  readonly requests: () => number;
  /** How a merchant agrees on the provider's page: with the code that they are sent back with. Null without any. */
  readonly agree: ((consentUrl: string) => Promise<string>) | null;
  /** From now on grants have no refresh token; null where nothing is granted. */
  readonly giveNoRefreshTokens: (() => void) | null;
  readonly stop: () => Promise<void>;
};

export type Use = () => Harness;

/** The same, whose `succeed` also takes the money where the service has to ask for it. */
export function completing(harness: Harness): Harness {
  const { provider, credentials } = harness;
  if (!provider.capabilities.completes) return harness;
  return {
    ...harness,
    async settle(parentId, how) {
      if (how !== 'succeed') return harness.settle(parentId, how);
      await harness.agreeToPay(parentId);
      if (how === 'succeed') value(await provider.complete(credentials, completionOf(parentId)));
    },
  };
}

export function completionOf(parentId: string): CompleteRequest {
  return { parentId, idempotencyKey: `complete-${parentId}`.slice(0, 64) };
}

/** What a failed attempt makes of its parent. */
export function failedKind({ provider }: Harness): 'failed' | 'cancelled' {
  return provider.capabilities.failedIsFinal ? 'cancelled' : 'failed';
}

/** Whether the delivery is believed as the app believes it: by its signature, or after asking. */
export async function isGenuine(
  { provider, credentials }: Harness,
  delivery: Delivery,
  account: Credentials = credentials,
): Promise<boolean> {
  const verdict = provider.verify(delivery, [account]);
  return verdict === 'ask' ? value(await provider.confirm(account, delivery)) : verdict === 'valid';
}

/** Long ago: none of the suite's parents was made before. */
export const EPOCH = new Date(0);

/** The same adapter, calling another place. */
export type At = (apiBase: string, timeoutMs: number) => PaymentProvider;

/** A deadline for tests that aren't about deadlines: their own time runs out first, however busy the machine is. */
export const AMPLE_MS = 60_000;

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** A request with defaults that every provider of this suite can carry. */
export function requestFor(harness: Harness, change: Partial<OpenRequest> = {}): OpenRequest {
  const { flows, captureMethods } = harness.provider.capabilities;
  return {
    flow: flows[0] ?? 'client',
    reference: crypto.randomUUID(),
    idempotencyKey: crypto.randomUUID(),
    amount: harness.amount,
    title: 'Monthly pass',
    customerEmail: 'buyer@example.com',
    captureMethod: captureMethods[0] ?? 'automatic',
    returnUrl: 'https://shop.example/thanks',
    statementDescriptor: 'Iron Temple',
    notificationUrl: 'https://pay.example/webhook/gym?x=1',
    expiresAt: new Date(Date.now() + DAY_MS),
    ...change,
  };
}

export function value<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'ok') throw new Error(`expected ok, got ${JSON.stringify(outcome)}`);
  return outcome.value;
}

export async function open({ provider, credentials }: Harness, request: OpenRequest): Promise<Parent> {
  return value(await provider.open(credentials, request));
}

/** The provider's word that a parent was paid, as it arrives. */
export async function aDelivery(harness: Harness): Promise<Delivery> {
  const { parentId } = await open(harness, requestFor(harness));
  await harness.settle(parentId, 'succeed');
  return harness.lastDelivery();
}

/** What the provider last sent. */
export function lastNotification({ provider, lastDelivery }: Harness): Notification {
  const [notification] = provider.split(lastDelivery()) ?? [];
  if (notification === undefined) throw new Error('expected a notification');
  return notification;
}

/** What isn't declared is refused, and the provider is not asked. */
export async function expectUnsupported(harness: Harness, call: (harness: Harness) => Promise<unknown>): Promise<void> {
  const before = harness.requests();
  await expect((async () => call(harness))()).rejects.toMatchObject({ code: 'unsupported' });
  expect(harness.requests()).toBe(before);
}
