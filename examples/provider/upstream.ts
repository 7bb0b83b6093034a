import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { listen } from 'fitstack-payments/provider-kit';
import { digestOf, SIGNATURE_HEADER, type WirePayment, type WireRefund } from './wire.ts';

export type Merchant = { readonly key: string; readonly owner: string; readonly secret: string };

type Kept = { -readonly [Field in keyof WirePayment]: WirePayment[Field] } & { readonly expiresAt: number };
type Answer = readonly [status: number, body: object];
type Body = Readonly<Record<string, string | null>>;

const MISSING: Answer = [404, { error: 'not found' }];
const MAX_TITLE = 100;

/** Coin Pay as its documentation says it is, with everything in memory: what its buyers and its sellers do are functions. */
export async function startUpstream(merchants: readonly Merchant[], now: () => Date) {
  const payments = new Map<string, Kept>();
  const answers = new Map<string, Answer>();
  const sent: Uint8Array[] = [];
  let requests = 0;
  let refundsAreSlow = false;

  function kept(id: string): Kept {
    const payment = payments.get(id);
    if (payment === undefined) throw new Error(`there is no payment ${id}`);
    return expired(payment);
  }

  function expired(payment: Kept): Kept {
    const isOver = payment.status === 'open' && payment.expiresAt <= now().getTime();
    return isOver ? Object.assign(payment, { status: 'cancelled', page: null }) : payment;
  }

  function change(id: string, change: Partial<Kept>): void {
    Object.assign(kept(id), change, { updated_at: now().toISOString() });
    sent.push(Buffer.from(JSON.stringify({ event: randomUUID(), payment: id })));
  }

  /** @throws Error when it can't be paid any more. */
  function payable(id: string): void {
    if (!['open', 'in_progress'].includes(kept(id).status)) throw new Error(`${id} is ${kept(id).status}`);
  }

  function open({ amount, currency, reference, title, expires_at }: Body, { owner }: Merchant): Answer {
    const isAmount = (currency === 'JPY' ? /^\d+$/ : /^\d+\.\d\d$/).test(amount ?? '');
    if (!isAmount || currency === null || reference === null || (title ?? '').length > MAX_TITLE)
      return [400, { error: 'invalid payment' }];
    const id = `cp_${randomUUID()}`;
    payments.set(id, {
      ...{ id, owner, status: 'open', reference: reference ?? '', amount: amount ?? '', currency: currency ?? '' },
      ...{ page: `https://coinpay.example/${id}`, decline_code: null, card_last4: null, refunds: [] },
      ...{ updated_at: now().toISOString(), expiresAt: Date.parse(expires_at ?? '') },
    });
    return [201, kept(id)];
  }

  function refund(payment: Kept, amount: string, reference: string | null): Answer {
    const held = payment.refunds.filter(({ status }) => status !== 'returned');
    const left = Number(payment.amount) - held.reduce((sum, one) => sum + Number(one.amount), 0);
    if (payment.status !== 'paid' || Number(amount) > left + 0.001) return [422, { error: 'not refundable' }];
    const status = refundsAreSlow ? 'pending' : 'sent';
    const made = { id: `cr_${randomUUID()}`, reference, status, amount, created_at: now().toISOString() };
    change(payment.id, { refunds: [...payment.refunds, made] });
    return [201, made];
  }

  function settleRefund(id: string, status: string): void {
    const refunds = kept(id).refunds.map(
      (one, index, all): WireRefund => (index === all.length - 1 ? { ...one, status } : one),
    );
    change(id, { refunds });
  }

  function answerTo(method: string, path: string, merchant: Merchant, body: Body): Answer {
    const [, , id = '', action = ''] = path.split('/').map(decodeURIComponent);
    if (method === 'POST' && path === '/payments') return open(body, merchant);
    const payment = payments.get(id);
    if (payment === undefined || payment.owner !== merchant.owner) return MISSING;
    if (method === 'GET' && action === '') return [200, expired(payment)];
    if (action === 'refunds') return refund(payment, body['amount'] ?? '', body['reference'] ?? null);
    if (action !== 'cancel' || expired(payment).status !== 'open') return [422, { error: 'not possible' }];
    change(id, { status: 'cancelled', page: null });
    return [200, payment];
  }

  async function behave(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    requests += 1;
    const { method = '', url = '', headers } = request;
    const body = method === 'POST' ? ((await json(request)) as Body) : {};
    const merchant = merchants.find(({ key }) => headers.authorization === `Bearer ${key}`);
    const key = `${merchant?.key} ${url} ${headers['idempotency-key']}`;
    const known = method === 'POST' ? answers.get(key) : undefined;
    const answer =
      merchant === undefined
        ? ([401, { error: 'no such key' }] as const)
        : (known ?? answerTo(method, url, merchant, body));
    if (method === 'POST' && merchant !== undefined) answers.set(key, answer);
    reply.writeHead(answer[0], { 'content-type': 'application/json' }).end(JSON.stringify(answer[1]));
  }

  const server = await listen((request, reply) => void behave(request, reply));
  return {
    ...server,
    requests: () => requests,
    payments: () => [...payments.values()],
    /** What it last sent, signed now to the first merchant. */
    delivery() {
      const body = sent.at(-1) ?? Buffer.from('');
      const receivedAt = now();
      const seconds = String(Math.floor(receivedAt.getTime() / 1000));
      const signature = `t=${seconds},v1=${digestOf(body, merchants[0]?.secret ?? '', seconds).toString('hex')}`;
      return { body, headers: [[SIGNATURE_HEADER, signature]] as const, query: [], receivedAt };
    },
    /** The buyer pays, is declined for this reason, or leaves it undecided. @throws Error */
    pay(id: string, status: 'paid' | 'failed' | 'in_progress', decline_code: string | null = null) {
      payable(id);
      change(id, { status, decline_code, card_last4: '4242', ...(status !== 'in_progress' && { page: null }) });
    },
    refundAll: (id: string) => refund(kept(id), kept(id).amount, null),
    slowRefunds: () => {
      refundsAreSlow = true;
    },
    settleRefund,
  };
}
