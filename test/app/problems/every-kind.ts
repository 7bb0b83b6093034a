import { createMemoryStore } from '../../../src/adapters/memory/index.ts';
import { money } from '../../../src/domain/money/money.ts';
import { isAnomalyKind, type ProblemKind } from '../../../src/domain/operator/problem.ts';
import type { AnomalyKind } from '../../../src/domain/payment/anomaly.ts';
import type { CheckKind } from '../../../src/ports/store/checks.ts';
import { aDelivery, facts, LEASE_MS } from '../../conformance/store/builders.ts';
import { announceGym, withCommands } from '../../stores.ts';
import { refused } from '../fake-subscribers.ts';
import { unknown } from '../fake-twists.ts';
import {
  aCheckout,
  aGym,
  anOrder,
  CUSTOMER,
  createGateway,
  DAY_MS,
  type GatewayOptions,
  OPERATOR,
} from '../gateway.ts';

/** What aCheckout asks for, and less. */
const [ALL, PART] = [money(500_000, 'ARS'), money(200_000, 'ARS')];

export type MovableGateway = ReturnType<typeof aGateway>;

/** The app over a store of its own, whose clock the test moves. */
export function aGateway(options: GatewayOptions = {}) {
  let passed = 0;
  const store = withCommands(createMemoryStore({ now: () => new Date(Date.now() + passed) }));
  const gateway = createGateway(store, options);
  return {
    ...gateway,
    /** Lets so much time pass for the store. */
    wait(milliseconds: number): void {
      passed += milliseconds;
    },
    /** The same, and lets the app make what is due by then. */
    async later(milliseconds: number): Promise<void> {
      passed += milliseconds;
      await gateway.app.sweep();
    },
  };
}

/** Lets one problem of a kind arise. */
export async function arise(gateway: MovableGateway, kind: ProblemKind): Promise<void> {
  const own = ARISING[kind];
  if (own !== undefined) await own(gateway);
  else if (isAnomalyKind(kind)) await anAnomaly(gateway, kind);
  else throw new Error(`nothing lets ${kind} arise`);
}

type Arising = (gateway: MovableGateway) => Promise<void>;

/** Anomalies that would end at once about money that pays a payment have a way of their own, too. */
const ARISING: Readonly<Partial<Record<ProblemKind, Arising>>> = {
  async paid_twice(gateway) {
    const { paymentId, parentId } = await aPaidCheckout(gateway);
    gateway.provider.pay(parentId, ALL, 'succeeded');
    await gateway.app.syncPayment(CUSTOMER, paymentId);
  },
  async paid_in_part(gateway) {
    const { gym } = await aGym(gateway);
    const { payment, parentId } = await aCheckout(gateway, gym.slug);
    gateway.provider.pay(parentId, PART, 'succeeded');
    gateway.provider.settle(parentId, 'cancelled');
    await gateway.app.syncPayment(CUSTOMER, payment.id);
  },
  async check_abandoned(gateway) {
    const { input } = await anOrder(gateway);
    const { payment } = await gateway.app.openIntent(input);
    await gateway.store.rememberCheck('closing', payment.id);
    await abandon(gateway, 'closing', payment.id);
  },
  async delivery_abandoned(gateway) {
    const { gym } = await aGym(gateway);
    const delivery = aDelivery(gym.accountId ?? '');
    await gateway.store.keepDelivery(delivery, 'waiting');
    await abandon(gateway, 'delivery', `${delivery.accountId}/${delivery.key}`);
  },
  async refund_overdue(gateway) {
    const { paymentId, providerPaymentId } = await aPaidCheckout(gateway);
    gateway.provider.next('refund', unknown('before the effect'));
    const refund = { paymentId, amount: null, reason: null, providerPaymentId };
    await gateway.app.refundPayment(OPERATOR, { ...refund, refundId: gateway.world.newId() }).catch(() => {});
    gateway.wait(8 * DAY_MS);
  },
  gym_needs_reconnect: (gateway) => aGymInNeed(gateway, 'not_renewed'),
  gym_credentials_refused: (gateway) => aGymInNeed(gateway, 'refused'),
  async endpoint_disabled(gateway) {
    const { endpoint } = await gateway.app.createEndpoint(OPERATOR, {
      ...{ url: 'https://hooks.example/x', description: 'Books', gymSlug: null, eventTypes: ['order.paid'] },
    });
    gateway.subscribers.answer(async () => refused(410));
    await gateway.app.testEndpoint(OPERATOR, endpoint.id);
  },
};

async function aPaidCheckout(gateway: MovableGateway) {
  const { gym } = await aGym(gateway);
  const { payment, parentId } = await aCheckout(gateway, gym.slug);
  gateway.provider.settle(parentId, 'succeeded');
  await gateway.app.syncPayment(CUSTOMER, payment.id);
  const [attempt] = await gateway.store.listAttempts(payment.id);
  return { paymentId: payment.id, parentId, providerPaymentId: attempt?.providerPaymentId ?? '' };
}

/** About an attempt that has brought money. */
async function anAnomaly(gateway: MovableGateway, kind: AnomalyKind): Promise<void> {
  const { paymentId, providerPaymentId: subject } = await aPaidCheckout(gateway);
  await gateway.store.recordFacts(facts(paymentId, { anomalies: [{ kind, subject, detail: {} }] }));
}

async function aGymInNeed(gateway: MovableGateway, why: 'refused' | 'not_renewed'): Promise<void> {
  const { gym } = await aGym(gateway);
  const account = await gateway.store.findAccount(gym.accountId ?? '');
  await gateway.store.needReconnect({ accountId: account?.id ?? '', read: account?.sealed ?? '' }, why, announceGym);
}

/** A check after its last try. */
export async function abandon(
  { store }: Pick<MovableGateway, 'store'>,
  kind: CheckKind,
  subject: string,
): Promise<void> {
  for (let isLast = false; !isLast; ) {
    const check = await store.takeCheck(kind, subject, LEASE_MS);
    if (check === null) throw new Error('the check could not be taken');
    isLast = check.isLast;
    await store.endCheck(check, 'again');
  }
}
