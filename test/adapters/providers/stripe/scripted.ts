import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { OpenRequest } from '../../../../src/ports/payment-provider/requests.ts';
import { AMPLE_MS } from '../../../../src/provider-kit/tools/builders.ts';
import { listen } from '../../../../src/provider-kit/tools/server.ts';
import { stripeAt, usd } from './harness.ts';

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly form: Record<string, string>;
};

/** What the server in Stripe's place does with a request. */
export type Script = (reply: ServerResponse, asked: Asked) => void;

/** The adapter in front of a server that does as scripted, and what it asked. */
export async function scripted(script: Script, timeoutMs = AMPLE_MS) {
  const asked: Asked[] = [];
  const server = await listen((request, reply) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      asked.push({ method, path, headers, form: Object.fromEntries(new URLSearchParams(body)) });
      script(reply, asked.at(-1) as Asked);
    });
  });
  onTestFinished(server.stop);
  return { provider: stripeAt(server.url, timeoutMs), asked };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Script {
  return (reply) =>
    void reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Each request gets the next script; the last one stays. */
export function inTurn(...scripts: readonly Script[]): Script {
  let turn = 0;
  return (reply, asked) => scripts[Math.min(turn++, scripts.length - 1)]?.(reply, asked);
}

export function anIntent(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'pi_1',
    object: 'payment_intent',
    amount: 1000,
    amount_received: 0,
    client_secret: 'pi_1_secret_2',
    created: 1_800_000_000,
    currency: 'usd',
    last_payment_error: null,
    livemode: false,
    metadata: { payment_id: REFERENCE },
    status: 'requires_payment_method',
    ...change,
  };
}

export function aSession(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'cs_test_1',
    object: 'checkout.session',
    amount_total: 1000,
    created: 1_800_000_000,
    currency: 'usd',
    livemode: false,
    metadata: { payment_id: REFERENCE },
    mode: 'payment',
    payment_intent: null,
    payment_status: 'unpaid',
    status: 'open',
    url: 'https://checkout.stripe.com/c/pay/cs_test_1',
    ...change,
  };
}

export const REFERENCE = '660e8400-e29b-41d4-a716-446655440000';

export function aRequest(change: Partial<OpenRequest> = {}): OpenRequest {
  return {
    flow: 'client',
    reference: REFERENCE,
    idempotencyKey: `${REFERENCE}-1`,
    amount: usd(1000),
    title: 'Monthly pass',
    customerEmail: 'buyer@example.com',
    captureMethod: 'automatic',
    returnUrl: 'https://shop.example/thanks',
    statementDescriptor: 'Iron Temple',
    notificationUrl: 'https://pay.example/webhook',
    expiresAt: new Date(Date.now() + 24 * 3_600_000),
    ...change,
  };
}
