import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { DomainError } from '../../../../domain/error.ts';
import { isSlug } from '../../../../domain/gym/gym.ts';
import { deliveryOf, takeRawBodies, WEBHOOK } from '../../bodies/raw-body.ts';
import { docs } from '../../openapi/route-docs.ts';
import { gymWebhookOf } from '../paths.ts';

const RECEIVE_GYM_WEBHOOK = docs({
  id: 'receiveGymWebhook',
  tag: 'Webhook receivers',
  summary: "Receive a webhook for a gym's account",
  description:
    "Called by the gym's provider. A webhook is only a hint: the service fetches the payment from the provider, and " +
    'counts it when the reference, the account, the amount and the currency match. Duplicates, other types and webhooks ' +
    'about unknown payments are answered alike; after a 5xx the provider retries. A gym whose payments are switched off ' +
    'still has its webhooks processed, because the money has moved. The older unsigned notifications ' +
    '(`?topic=payment&id=…`) are accepted without effect.',
  fails: [
    'gym_not_found',
    'signature_invalid',
    'notification_malformed',
    'credentials_unusable',
    'provider_unavailable',
    'provider_rejected',
  ],
});

const Params = Type.Object({ gym_slug: Type.String({ description: "The gym's slug.", examples: ['iron-temple'] }) });
const Answer = Type.Object(
  { status: Type.Literal('processed') },
  {
    title: 'GymWebhookResult',
    'x-response-description': 'The webhook is accepted, and its effect, if any, is committed.',
    examples: [{ status: 'processed' }],
  },
);

/** Receives the webhooks of a gym's provider, whichever it is. */
export const gymWebhook: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  takeRawBodies(scope);
  const schema = { ...RECEIVE_GYM_WEBHOOK, params: Params, response: { 200: Answer } };
  scope.post(gymWebhookOf(':gym_slug'), { ...WEBHOOK, schema }, async (request) => {
    const slug = request.params.gym_slug;
    // What can't be a slug is no gym; that it is malformed is of no interest to a provider.
    if (!isSlug(slug)) throw new DomainError('gym_not_found', 'Gym not found');
    const { isVerified } = await app.receiveNotification({ kind: 'gym', slug }, deliveryOf(request));
    request.isVerified = isVerified;
    return { status: 'processed' as const };
  });
};
