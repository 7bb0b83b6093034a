import Fastify from 'fastify';
import { verify } from '../../src/adapters/providers/stripe/webhooks/signature.ts';
import { WEBHOOK_SECRET } from '../settings.ts';
import { connect } from './query.ts';

// Floor (b): what a notification of a success costs at least. The framework, the same check of the signature over the
// raw bytes, and one statement that writes what has to be written, into the same tables: the delivery, the attempt,
// the payment's status, its transition, and the order.

const RECORD = {
  name: 'record',
  text: `
WITH delivery AS (
  INSERT INTO deliveries (account_id, key, event_id, event_type, state, body, headers, query, received_at,
                          processed_at, payment_id)
  SELECT account_id, $2, $2, $3, 'processed', $4, $5, '[]', $6, clock_timestamp(), id FROM payments WHERE id = $1
  ON CONFLICT DO NOTHING RETURNING payment_id),
paid AS (
  UPDATE payments
     SET status = 'succeeded', status_at = $7, transitions = transitions + 1, updated_at = clock_timestamp()
   WHERE id = (SELECT payment_id FROM delivery) AND status <> 'succeeded' AND amount_minor = $8 AND currency = $9
  RETURNING id, order_id, account_id, intent_id, status, transitions, amount_minor, currency),
attempt AS (
  INSERT INTO payment_attempts (account_id, provider_payment_id, payment_id, status, status_at, authorized_minor,
                                currency, captured_minor)
  SELECT account_id, intent_id, id, status, $7, amount_minor, currency, amount_minor FROM paid),
transition AS (
  INSERT INTO payment_transitions (payment_id, seq, from_status, to_status, cause_kind, cause_id, occurred_at)
  SELECT id, transitions, 'pending', status, 'webhook', $2, $7 FROM paid),
ordered AS (
  UPDATE orders SET status = 'paid', paid_by = paid.id, updated_at = clock_timestamp()
    FROM paid WHERE orders.id = paid.order_id)
SELECT status FROM paid`,
} as const;

type StripeEvent = {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: Intent };
};
type Intent = {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly metadata: { readonly payment_id: string };
};

const query = await connect(process.env);
const server = Fastify();
server.removeAllContentTypeParsers();
server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.get('/health', async () => 'ok');
server.post<{ Body: Buffer }>('/api/v1/payments/webhook', async ({ body, headers }, reply) => {
  const signature = [['stripe-signature', String(headers['stripe-signature'])]] as const;
  const receivedAt = new Date();
  const delivery = { body, headers: signature, query: [], receivedAt };
  if (verify(delivery, [WEBHOOK_SECRET]) !== 'valid') return reply.code(400).send({ status: 'error' });
  const { id, type, created, data } = JSON.parse(body.toString()) as StripeEvent;
  const { amount, currency, metadata, id: intentId } = data.object;
  const at = new Date(created * 1000);
  const [row] = await query(RECORD, [
    ...[metadata.payment_id, id, type, body, JSON.stringify(signature)],
    ...[receivedAt, at, amount, currency.toUpperCase()],
  ]);
  const answer = { event_id: id, event_type: type, payment_intent_id: intentId, status: row?.['status'] };
  return { status: 'success', data: answer };
});
await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
process.once('SIGTERM', () => process.exit(0));
