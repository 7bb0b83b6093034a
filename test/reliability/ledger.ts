import { randomUUID } from 'node:crypto';
import { dataOf, type Json } from '../service/support/platform.ts';
import { type apiOf, GYM, type Payable, type Reply } from './rig.ts';

type Api = ReturnType<typeof apiOf>;

/** Something that a member wants to pay, and the one way to ask for it again. */
export type Wish = {
  readonly name: string;
  readonly provider: string;
  /** Only the first time; null once it is there. */
  prepare: ((api: Api) => Promise<Reply>) | null;
  readonly ask: (api: Api) => Promise<Reply>;
};

/** An answer that was given: from then on it must stay true. */
export type HandedOver = { readonly wish: Wish; readonly paymentId: string | null; readonly parentId: string };

export function anOrder(provider: 'stripe' | 'mercadopago'): Wish {
  const id = randomUUID();
  const money = provider === 'stripe' ? { amount: 1000, currency: 'jpy' } : { amount: 500_050, currency: 'ars' };
  return {
    name: `order ${id}`,
    provider,
    prepare: (api) => api.putOrder(id, { provider, ...money }),
    ask: (api) => api.intent(id),
  };
}

export function aCheckout(): Wish {
  const key = randomUUID();
  return {
    name: `checkout at ${GYM} with key ${key}`,
    provider: 'mercadopago',
    prepare: null,
    ask: (api) => api.checkout(key),
  };
}

/** What the member was given to pay with; null when the answer gave them nothing. */
export function handedOver(wish: Wish, { status, body }: Reply): HandedOver | null {
  if (status !== 200 && status !== 201) return null;
  const { payment_id, client_secret } = dataOf({ status, body });
  if (payment_id !== undefined)
    return { wish, paymentId: String(payment_id), parentId: String(client_secret).split('_secret_')[0] ?? '' };
  return { wish, paymentId: null, parentId: pageOf(body) };
}

function pageOf({ init_point }: Json): string {
  const parentId = new URL(String(init_point)).searchParams.get('pref_id');
  if (parentId === null) throw new Error(`not a page: ${init_point}`);
  return parentId;
}

/** What the customer's last act means for a payment. Without an act it is open. */
const MEANING = { succeed: 'succeeded', fail: 'failed', process: 'processing' } as const;
export type Act = keyof typeof MEANING;

export type PaymentRow = {
  readonly id: string;
  readonly parent_id: string | null;
  readonly status: string;
};

/** What is wrong, and with which payment, where that is known. */
export type Contradiction = { readonly paymentId: string | null; readonly problem: string };

const ENDED = ['canceled', 'expired'];

/** Holds the payments against what the providers have, what was handed over and what customers did. */
export function contradictions(reported: {
  readonly payments: readonly PaymentRow[];
  readonly payables: readonly Payable[];
  readonly handed: readonly HandedOver[];
  /** The last act that the provider took, by its object's id. */
  readonly acts: ReadonlyMap<string, Act>;
}): readonly Contradiction[] {
  const { payments, payables, handed, acts } = reported;
  const payableById = new Map(payables.map((payable) => [payable.id, payable]));
  const rowByParent = new Map(payments.flatMap((row) => (row.parent_id === null ? [] : [[row.parent_id, row]])));
  const found: Contradiction[] = [];
  const wrong = (problem: string, paymentId: string | null = null) => void found.push({ paymentId, problem });

  for (const [wish, given] of Map.groupBy(handed, ({ wish }) => wish)) {
    const alive = new Set(given.map(({ parentId }) => parentId).filter((id) => isAlive(payableById.get(id))));
    if (alive.size > 1) wrong(`${wish.name}: several things to pay were handed over: ${[...alive]}`);
  }
  for (const { wish, paymentId, parentId } of handed) {
    const row = rowByParent.get(parentId);
    if (row === undefined) wrong(`${wish.name}: ${parentId} was handed over, and no payment knows it`);
    else if (paymentId !== null && row.id !== paymentId)
      wrong(`${parentId} is another payment's than was said`, row.id);
    if (row !== undefined && payableById.get(parentId)?.reference !== row.id)
      wrong(`${parentId} carries another reference`, row.id);
  }
  for (const row of payments) {
    const act = row.parent_id === null ? undefined : acts.get(row.parent_id);
    const payable = payableById.get(row.parent_id ?? '');
    const hasEnded = payable === undefined || ENDED.includes(payable.status);
    const expected = act === undefined ? (hasEnded ? ['pending', 'cancelled'] : ['pending']) : [MEANING[act]];
    if (!expected.includes(row.status)) wrong(`is ${row.status}, the provider says ${expected}`, row.id);
  }
  return found;

  function isAlive(payable: Payable | undefined): boolean {
    return payable !== undefined && !ENDED.includes(payable.status);
  }
}
