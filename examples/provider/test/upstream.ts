import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { listen } from 'fitstack-payments/provider-kit';
import { SIGNATURE_HEADER, signatureOf, type WirePayment, type WireRefund } from './wire.ts';

export type Merchant = { readonly key: string; readonly owner: string; readonly secret: string };

type Kept = { -readonly [Field in keyof WirePayment]: WirePayment[Field] } & {
  readonly expiresAt: number;
  readonly webhookUrl: string;
};
type Answer = readonly [status: number, body: object];
type Body = Readonly<Record<string, string | null>>;

const MISSING: Answer = [404, { error: 'not found' }];
const MAX_TITLE = 100;
export const PAGE_SIZE = 20;

/** Acme Pay as its documentation says it is, with everything in memory: what its buyers and its sellers do are functions. */
export async function startUpstream(merchants: readonly Merchant[], now: () => Date) {
  const payments = new Map<string, Kept>();
  const answers = new Map<string, Answer>();
  const sent: { readonly body: Uint8Array; readonly owner: string; readonly url: string }[] = [];
  let requests = 0;
  let refundsAreSlow = false;

  function kept(id: string): Kept {
    const payment = payments.get(id);
    if (payment === undefined) throw new Error(`there is no payment ${id}`);
    return expired(payment);
  }

  function expired(payment: Kept): Kept {
    const isOver = payment.status === 'open' && payment.expiresAt <= now().getTime();
    return isOver ? Object.assign(payment, { status: 'cancelled', handover: null }) : payment;
  }

  function change(id: string, change: Partial<Kept>): void {
    Object.assign(kept(id), change, { updated_at: now().toISOString() });
    const { owner, webhookUrl: url } = kept(id);
    sent.push({ body: Buffer.from(JSON.stringify({ event: randomUUID(), payment: id })), owner, url });
  }

  /** @throws Error when it can't be paid any more. */
  function payable(id: string): void {
    if (!['open', 'in_progress'].includes(kept(id).status)) throw new Error(`${id} is ${kept(id).status}`);
  }

  function open(
    { amount, currency, reference, title, kind, expires_at, webhook_url }: Body,
    { owner }: Merchant,
  ): Answer {
    const isAmount = (currency === 'JPY' ? /^\d+$/ : /^\d+\.\d\d$/).test(amount ?? '');
    if (
      !isAmount ||
      currency === null ||
      reference === null ||
      !URL.canParse(webhook_url ?? '') ||
      (title ?? '').length > MAX_TITLE
    )
      return [400, { error: 'invalid payment' }];
    const id = `pay_${randomUUID()}`;
    payments.set(id, {
      ...{ id, owner, status: 'open', reference: reference ?? '', amount: amount ?? '', currency: currency ?? '' },
      handover: kind === 'page' ? `https://acme-pay.example/${id}` : `token_${id}`,
      ...{ decline_code: null, card_last4: null, refunds: [] },
      ...{ updated_at: now().toISOString(), expiresAt: Date.parse(expires_at ?? ''), webhookUrl: webhook_url ?? '' },
    });
    return [201, kept(id)];
  }

  function refund(payment: Kept, amount: string, reference: string | null): Answer {
    const held = payment.refunds.filter(({ status }) => status !== 'returned');
    const left = Number(payment.amount) - held.reduce((sum, one) => sum + Number(one.amount), 0);
    if (payment.status !== 'paid' || Number(amount) > left + 0.001) return [422, { error: 'not refundable' }];
    const status = refundsAreSlow ? 'pending' : 'sent';
    const made = { id: `ref_${randomUUID()}`, reference, status, amount, created_at: now().toISOString() };
    change(payment.id, { refunds: [...payment.refunds, made] });
    return [201, made];
  }

  function settleRefund(id: string, status: string): void {
    const refunds = kept(id).refunds.map(
      (one, index, all): WireRefund => (index === all.length - 1 ? { ...one, status } : one),
    );
    change(id, { refunds });
  }

  /** The newest first. `after` is the id that the page before it ended with. */
  function list(query: URLSearchParams, { owner }: Merchant): Answer {
    const own = [...payments.values()].reverse().filter((one) => one.owner === owner);
    const found = own.filter(({ reference }) => reference === query.get('reference'));
    const from = found.findIndex(({ id }) => id === query.get('after')) + 1;
    const items = found.slice(from, from + PAGE_SIZE).map(expired);
    const isLast = from + PAGE_SIZE >= found.length;
    return [200, { items, next: isLast ? null : items.at(-1)?.id }];
  }

  function answerTo(method: string, { pathname, searchParams }: URL, merchant: Merchant, body: Body): Answer {
    const [, , id = '', action = ''] = pathname.split('/').map(decodeURIComponent);
    if (pathname === '/payments') return method === 'POST' ? open(body, merchant) : list(searchParams, merchant);
    const payment = payments.get(id);
    if (payment === undefined || payment.owner !== merchant.owner) return MISSING;
    if (method === 'GET' && action === '') return [200, expired(payment)];
    if (action === 'refunds') return refund(payment, body['amount'] ?? '', body['reference'] ?? null);
    if (action !== 'cancel' || expired(payment).status !== 'open') return [422, { error: 'not possible' }];
    change(id, { status: 'cancelled', handover: null });
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
        : (known ?? answerTo(method, new URL(url, 'http://upstream'), merchant, body));
    if (method === 'POST' && merchant !== undefined) answers.set(key, answer);
    reply.writeHead(answer[0], { 'content-type': 'application/json' }).end(JSON.stringify(answer[1]));
  }

  const server = await listen((request, reply) => void behave(request, reply));
  return {
    ...server,
    requests: () => requests,
    payments: () => [...payments.values()],
    /** What it last sent to the URL of the payment, signed now to its shop. */
    delivery() {
      const { body = Buffer.from(''), owner = '', url = '' } = sent.at(-1) ?? {};
      const receivedAt = now();
      const secret = merchants.find((merchant) => merchant.owner === owner)?.secret ?? '';
      const headers = [[SIGNATURE_HEADER, signatureOf(body, secret, receivedAt)]] as const;
      return { body, headers, query: [...(URL.parse(url)?.searchParams ?? [])], receivedAt };
    },
    /** The buyer pays, is declined for this reason, or leaves it undecided. @throws Error */
    pay(id: string, status: 'paid' | 'failed' | 'in_progress', decline_code: string | null = null) {
      payable(id);
      change(id, { status, decline_code, card_last4: '4242', ...(status !== 'in_progress' && { handover: null }) });
    },
    refundAll: (id: string) => refund(kept(id), kept(id).amount, null),
    slowRefunds: () => {
      refundsAreSlow = true;
    },
    settleRefund,
  };
}
