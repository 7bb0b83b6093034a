import fastifyJwt from '@fastify/jwt';
import Fastify from 'fastify';
import { JWT_SECRET } from '../settings.ts';
import { connect } from './query.ts';

// Floor (a): what reading a payment costs at least. The framework, the same check of the token, one SELECT.

const PAYMENT = {
  name: 'payment',
  text: `SELECT id, user_id, order_id, intent_id, amount_minor, currency, status, created_at, updated_at
           FROM payments WHERE id = $1`,
} as const;

const query = await connect(process.env);
const server = Fastify();
server.register(fastifyJwt, { secret: JWT_SECRET, verify: { algorithms: ['HS256'] } });
server.get('/health', async () => 'ok');
server.get<{ Params: { id: string } }>('/api/v1/payments/:id', async (request, reply) => {
  const { sub } = await request.jwtVerify<{ sub: string }>();
  const [row] = await query(PAYMENT, [request.params.id]);
  if (row === undefined || row['user_id'] !== sub) return reply.code(404).send({ status: 'error' });
  const { id, order_id, intent_id, currency, status, created_at, updated_at } = row;
  const amount = Number(row['amount_minor']);
  const data = { id, order_id, stripe_payment_intent_id: intent_id, amount, currency, status, created_at, updated_at };
  return { status: 'success', data };
});
await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
process.once('SIGTERM', () => process.exit(0));
