import type { Credentials } from '../../domain/payment/account.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Capabilities } from '../../ports/payment-provider/capabilities.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import type { Harness } from '../harness.ts';
import {
  captureOf,
  completionOf,
  EPOCH,
  notificationIn,
  open,
  paidDelivery,
  paidOnce,
  refundOf,
  reportOf,
  requestFor,
  value,
} from './builders.ts';

/** One call of an adapter that may make requests. */
export type Call<T = unknown> = (provider: PaymentProvider, credentials: Credentials) => Promise<Outcome<T>>;

export type NamedCall = { readonly name: string; readonly call: Call };

const CONSENT = { codeVerifier: 'v'.repeat(43), redirectUrl: 'https://pay.example/callback' };

/** Every declared call, about nothing that the upstream has. */
export async function blindCalls(harness: Harness): Promise<readonly NamedCall[]> {
  const { missingParentId: parentId, missingProviderPaymentId: id, provider } = harness;
  const { captureMethods, refunds, searchLagMs, completes, webhooks } = provider.capabilities;
  const request = requestFor(harness);
  const calls: [name: string, isDeclared: boolean, call: Call][] = [
    ['open', true, (adapter, as) => adapter.open(as, request)],
    ['fetch', true, (adapter, as) => adapter.fetch(as, parentId)],
    ['close', true, (adapter, as) => adapter.close(as, parentId)],
    ['find', searchLagMs !== null, (adapter, as) => adapter.find(as, request.reference, EPOCH)],
    ['complete', completes, (adapter, as) => adapter.complete(as, completionOf(parentId))],
    ['capture', captureMethods.includes('manual'), (adapter, as) => adapter.capture(as, captureOf(harness, id))],
    ['refund', refunds, (adapter, as) => adapter.refund(as, refundOf(harness, id))],
    ['listRefunds', refunds, (adapter, as) => adapter.listRefunds(as, id)],
  ];
  const named = calls.filter(([, isDeclared]) => isDeclared).map(([name, , call]) => ({ name, call }));
  return webhooks === 'asked' ? [...named, await confirmation(harness)] : named;
}

async function confirmation(harness: Harness): Promise<NamedCall> {
  const delivery = await paidDelivery(harness);
  return { name: 'confirm', call: (adapter, as) => adapter.confirm(as, delivery) };
}

/** The calls that are made before there are credentials. */
export function consentCalls({ provider }: Harness): readonly NamedCall[] {
  if (provider.connecting === null) return [];
  const missing = async (): Promise<Outcome<never>> => ({
    kind: 'unknown',
    reason: 'connecting is null at another place',
  });
  return [
    { name: 'redeem', call: ({ connecting }) => connecting?.redeem({ ...CONSENT, code: 'a-code' }) ?? missing() },
    { name: 'renew', call: ({ connecting }) => connecting?.renew('a-refresh-token') ?? missing() },
  ];
}

/** A call about something that the upstream has, prepared anew each time. */
export type RealCall = {
  readonly name: string;
  /** Whether money or a parent is made by it. */
  readonly makes: boolean;
  readonly isDeclared: (capabilities: Capabilities) => boolean;
  readonly prepare: (harness: Harness) => Promise<Call>;
};

const REAL_CALLS: readonly RealCall[] = [
  {
    ...{ name: 'open', makes: true, isDeclared: () => true },
    async prepare(harness) {
      const request = requestFor(harness);
      return (adapter, as) => adapter.open(as, request);
    },
  },
  {
    ...{ name: 'fetch', makes: false, isDeclared: () => true },
    async prepare(harness) {
      const { parentId } = await paidOnce(harness);
      return (adapter, as) => adapter.fetch(as, parentId);
    },
  },
  {
    ...{ name: 'find', makes: false, isDeclared: ({ searchLagMs }) => searchLagMs !== null },
    async prepare(harness) {
      const reference = crypto.randomUUID();
      await open(harness, { reference });
      return (adapter, as) => adapter.find(as, reference, EPOCH);
    },
  },
  {
    ...{ name: 'close', makes: false, isDeclared: () => true },
    async prepare(harness) {
      const { parentId } = await open(harness);
      return (adapter, as) => adapter.close(as, parentId);
    },
  },
  {
    ...{ name: 'complete', makes: true, isDeclared: ({ completes }) => completes },
    async prepare(harness) {
      const { parentId } = await open(harness);
      await harness.agreeToPay(parentId);
      return (adapter, as) => adapter.complete(as, completionOf(parentId));
    },
  },
  {
    ...{ name: 'capture', makes: true, isDeclared: ({ captureMethods }) => captureMethods.includes('manual') },
    async prepare(harness) {
      const { parentId } = await open(harness, { captureMethod: 'manual' });
      await harness.settle(parentId, 'succeed');
      const held = (await reportOf(harness, parentId)).attempt?.providerPaymentId ?? 'none';
      const request = captureOf(harness, held);
      return (adapter, as) => adapter.capture(as, request);
    },
  },
  {
    ...{ name: 'refund', makes: true, isDeclared: ({ refunds }) => refunds },
    async prepare(harness) {
      const request = refundOf(harness, (await paidOnce(harness)).providerPaymentId);
      return (adapter, as) => adapter.refund(as, request);
    },
  },
  {
    ...{ name: 'listRefunds', makes: false, isDeclared: ({ refunds }) => refunds },
    async prepare(harness) {
      const { providerPaymentId } = await paidOnce(harness);
      value(await harness.provider.refund(harness.credentials, refundOf(harness, providerPaymentId)));
      return (adapter, as) => adapter.listRefunds(as, providerPaymentId);
    },
  },
  {
    ...{ name: 'translate', makes: false, isDeclared: ({ webhooks }) => webhooks !== 'none' },
    async prepare(harness) {
      const notification = notificationIn(harness, await paidDelivery(harness));
      return (adapter, as) => adapter.translate(as, notification);
    },
  },
];

export function realCalls({ provider }: Harness): readonly RealCall[] {
  return REAL_CALLS.filter(({ isDeclared }) => isDeclared(provider.capabilities));
}
