import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { carryOut, gather, refuse, show } from './carry-out.ts';
import { readForms } from './forms.ts';
import type { SandboxParts } from './parts.ts';
import { RESOURCES } from './stripe/requests/permissions.ts';
import { localUrl } from './visitors.ts';

/**
 * Lets a program, or a person with curl, be the buyer: `POST /sandbox/payments/<id>/succeed`, with `?amount=600` of a part
 * of the price, where the provider lets a purchase be split, or `/fail?decline=insufficient_funds`, with the provider's word
 * for why; or the seller in the provider's dashboard: `POST /sandbox/payments/<id>/refund?amount=12.50`, or `{"amount":12.50}` in the body.
 */
export function control(parts: SandboxParts): FastifyPluginAsync {
  const { simulators, mercadopago, stripe, paypal, outbox } = parts;
  return async (app) => {
    // Browsers and `curl -d` send forms.
    readForms(app);
    app.get('/sandbox/payments', async () => ({
      payments: simulators.flatMap((simulator) =>
        simulator.payables().map((payable) => ({ provider: simulator.name, ...payable })),
      ),
    }));
    app.post('/sandbox/payments/:id/:action', async (request) => {
      const { hold, decline, amount = amountOfBody(request.body) } = Object(request.query);
      return await carryOut(parts, { ...paramsOf(request), isHeld: hold === '1', amount, decline });
    });
    app.get('/sandbox/webhooks', async () => ({ webhooks: outbox.list().map(show) }));
    app.post('/sandbox/webhooks/:id/send', async (request) => {
      const { id } = paramsOf(request);
      const sent = outbox.list().find(({ webhook }) => webhook.id === id);
      if (sent === undefined) throw refuse(404, `There is no webhook ${id}`);
      await outbox.deliver(sent);
      return show(sent);
    });
    app.post('/sandbox/mercadopago/sellers', async (_, reply) => {
      const { accessToken, userId, webhookSecret } = mercadopago.addSeller();
      return reply.code(201).send({ access_token: accessToken, user_id: userId, webhook_secret: webhookSecret });
    });
    app.post('/sandbox/stripe/accounts', async (request, reply) => {
      const url = webhookUrlIn(request.query);
      const { secretKey, webhookSecret } = stripe.addAccount(url, withoutIn(request.query, RESOURCES));
      return reply.code(201).send({ secret_key: secretKey, webhook_secret: webhookSecret });
    });
    app.post('/sandbox/paypal/merchants', async (request, reply) => {
      const seesDisputes = withoutIn(request.query, ['disputes']).length === 0;
      const { clientId, clientSecret, webhookId } = paypal.addMerchant(webhookUrlIn(request.query), { seesDisputes });
      return reply.code(201).send({ client_id: clientId, client_secret: clientSecret, webhook_id: webhookId });
    });
    app.post('/sandbox/mercadopago/sellers/:id/revoke', async (request, reply) => {
      gather(outbox, () => mercadopago.revoke(paramsOf(request).id));
      return reply.code(204).send();
    });
  };
}

/** Refuses a body with other fields: a caller would expect an effect of them. */
function amountOfBody(body: unknown): unknown {
  const { amount, ...others } = Object(body);
  const isUnderstood = typeof (body ?? {}) === 'object' && !Array.isArray(body) && Object.keys(others).length === 0;
  if (!isUnderstood) throw refuse(400, 'A body can hold an amount, and nothing else');
  return amount ?? undefined;
}

/** @throws Error where webhooks would leave this machine. */
function webhookUrlIn(query: unknown): string {
  const url = localUrl(String(Object(query).webhook_url));
  if (url !== null) return url;
  throw refuse(400, 'webhook_url must be an http URL on this machine, such as http://localhost:8080/webhook/my-gym');
}

/** `without`: what the account may not read, separated by commas. */
function withoutIn<Resource extends string>(query: unknown, resources: readonly Resource[]): readonly Resource[] {
  const names = String(Object(query).without ?? '')
    .split(',')
    .filter((name) => name !== '');
  const known = resources.filter((resource) => names.includes(resource));
  if (known.length === names.length) return known;
  throw refuse(400, `without is a list of ${resources.join(', ')}, separated by commas`);
}

function paramsOf({ params }: FastifyRequest): { readonly id: string; readonly action: string } {
  return params as { readonly id: string; readonly action: string };
}
