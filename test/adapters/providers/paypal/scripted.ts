import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createPayPal } from '../../../../src/adapters/providers/paypal/index.ts';
import { money } from '../../../../src/domain/money/money.ts';
import type { OpenRequest } from '../../../../src/ports/payment-provider/requests.ts';
import { AMPLE_MS } from '../../../../src/provider-kit/tools/builders.ts';
import { listen } from '../../../../src/provider-kit/tools/server.ts';
import { MERCHANT } from './simulated.ts';
import { credentialsOf } from './subject.ts';

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};
export type Answer = { readonly status: number; readonly body: unknown };

/** Answers by method and path; a list is answered one after the other, and its last answer stays. */
export type Script = Readonly<Record<string, Answer | readonly Answer[]>>;

export const CREDENTIALS = credentialsOf(MERCHANT);
export const ORDER_ID = '5O190127TN364715T';
export const CAPTURE_ID = '2GG279541U471931P';
export const REFERENCE = '660e8400-e29b-41d4-a716-446655440000';

const TOKEN: Answer = { status: 200, body: { access_token: 'A21AA-token', token_type: 'Bearer', expires_in: 32_400 } };

/** The adapter in front of a server that answers as scripted, and what it asked after its token. */
export async function scripted(script: Script) {
  const asked: Asked[] = [];
  const turns = new Map<string, number>();
  const server = await listen((request, reply) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      const key = `${method} ${path}`;
      const known = key === 'POST /v1/oauth2/token' ? (script[key] ?? TOKEN) : script[key];
      const answers = [known ?? { status: 404, body: { name: 'RESOURCE_NOT_FOUND' } }].flat();
      const turn = turns.get(key) ?? 0;
      turns.set(key, turn + 1);
      const { status, body: answer } = answers[Math.min(turn, answers.length - 1)] as Answer;
      if (key !== 'POST /v1/oauth2/token') asked.push({ method, path, headers, body });
      reply.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? '' : JSON.stringify(answer));
    });
  });
  onTestFinished(server.stop);
  const provider = createPayPal({ apiBase: server.url, timeoutMs: AMPLE_MS, now: () => new Date() });
  return { provider, asked, url: server.url };
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** An error as PayPal writes it. */
export function problem(status: number, issue: string, field?: string): Answer {
  const name = { 400: 'INVALID_REQUEST', 401: 'AUTHENTICATION_FAILURE', 403: 'NOT_AUTHORIZED' }[status];
  const body = { name: name ?? 'UNPROCESSABLE_ENTITY', message: 'Jane Roe may not', details: [{ issue, field }] };
  return { status, body };
}

export function anOrder(change: Record<string, unknown> = {}, unit: Record<string, unknown> = {}) {
  const amount = { currency_code: 'USD', value: '10.00' };
  return {
    id: ORDER_ID,
    intent: 'CAPTURE',
    status: 'CREATED',
    purchase_units: [{ reference_id: 'client', custom_id: REFERENCE, amount, ...unit }],
    create_time: '2026-11-29T10:00:00Z',
    links: [{ rel: 'approve', href: `https://www.paypal.com/checkoutnow?token=${ORDER_ID}` }],
    ...change,
  };
}

export function aCapture(change: Record<string, unknown> = {}) {
  const times = { create_time: '2026-11-29T10:05:00Z', update_time: '2026-11-29T10:05:00Z' };
  return { id: CAPTURE_ID, status: 'COMPLETED', amount: { currency_code: 'USD', value: '10.00' }, ...times, ...change };
}

/** An order of which the money was taken. */
export function aPaidOrder(capture = aCapture(), payments: Record<string, unknown> = {}) {
  return anOrder({ status: 'COMPLETED' }, { payments: { captures: [capture], ...payments } });
}

export function aRequest(change: Partial<OpenRequest> = {}): OpenRequest {
  return {
    flow: 'redirect',
    reference: REFERENCE,
    idempotencyKey: 'a key',
    amount: money(1000, 'USD'),
    title: 'Monthly pass',
    customerEmail: 'buyer@example.com',
    captureMethod: 'automatic',
    returnUrl: 'https://shop.example/thanks?x=1',
    statementDescriptor: 'Iron Temple',
    notificationUrl: 'https://pay.example/webhook',
    expiresAt: new Date(Date.now() + 3_600_000),
    ...change,
  };
}
