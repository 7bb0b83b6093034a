import { createHmac, randomUUID } from 'node:crypto';

/** Headers by name; several values are several headers. */
export type Headers = Readonly<Record<string, string | string[]>>;

export function seconds(offset = 0): number {
  return Math.floor(Date.now() / 1000) + offset;
}

function hmac(text: string | Uint8Array, secret: string, before = ''): string {
  return createHmac('sha256', secret).update(before).update(text).digest('hex');
}

/** `stripe-signature` as Stripe makes it. */
export function stripeSignature(body: string | Uint8Array, secret: string, time: number | string = seconds()): string {
  return `t=${time},v1=${hmac(body, secret, `${time}.`)}`;
}

/** Object of an event: an intent of 1000 JPY, as it is when nothing has happened to it. */
export function anIntent(id: string, reference: string | null, changes: Record<string, unknown> = {}) {
  return {
    id,
    object: 'payment_intent',
    amount: 1000,
    amount_received: 0,
    client_secret: `${id}_secret_of_its_own`,
    created: seconds(),
    currency: 'jpy',
    last_payment_error: null,
    livemode: false,
    metadata: reference === null ? {} : { payment_id: reference },
    status: 'requires_payment_method',
    ...changes,
  };
}

export const PAID = { status: 'succeeded', amount_received: 1000 } as const;

/** Events are dated in whole seconds: each is later than all before it, so that none is only a hint. */
let reported = 0;

export function anEvent(type: string, object: unknown, changes: Record<string, unknown> = {}) {
  reported += 1;
  const id = `evt_${randomUUID().replaceAll('-', '')}`;
  const created = seconds(reported);
  return {
    id,
    object: 'event',
    api_version: '2026-10-28',
    created,
    data: { object },
    livemode: false,
    type,
    ...changes,
  };
}

type Manifest = {
  readonly id: string;
  readonly secret: string;
  readonly ts?: number | string;
  /** Null: the request has none. */
  readonly requestId?: string | null;
};

/** `x-signature` and `x-request-id` as Mercado Pago makes them. */
export function mercadoPagoHeaders({ id, secret, ts = seconds(), requestId = randomUUID() }: Manifest) {
  const middle = requestId === null ? '' : `request-id:${requestId};`;
  const v1 = hmac(`id:${id};${middle}ts:${ts};`, secret);
  return { 'x-signature': `ts=${ts},v1=${v1}`, ...(requestId !== null && { 'x-request-id': requestId }) };
}

/** The body of a webhook; what it says is not signed. */
export function mercadoPagoBody(id: unknown, changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    action: 'payment.updated',
    api_version: 'v1',
    data: { id },
    date_created: new Date().toISOString(),
    id: 128_483_944_749,
    live_mode: true,
    type: 'payment',
    user_id: '239610915',
    ...changes,
  });
}
