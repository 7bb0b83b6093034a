import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import { DomainError } from '../../../domain/error.ts';
import { isSlug } from '../../../domain/gym.ts';
import { deliveryOf, takeRawBodies, WEBHOOK } from '../delivery.ts';
import { RECEIVE_GYM_WEBHOOK } from './about.ts';

const Params = Type.Object({ gym_slug: Type.String({ description: "The gym's slug.", examples: ['iron-temple'] }) });
const Answer = Type.Object(
  { status: Type.Literal('processed') },
  {
    title: 'GymWebhookResult',
    'x-response-description': 'The webhook is accepted, and its effect, if any, is committed.',
    examples: [{ status: 'processed' }],
  },
);

/** Where a gym's provider, whichever it is, tells what happened. */
export const gymWebhook: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  takeRawBodies(scope);
  const schema = { ...RECEIVE_GYM_WEBHOOK, params: Params, response: { 200: Answer } };
  scope.post('/webhook/:gym_slug', { ...WEBHOOK, schema }, async (request) => {
    const slug = request.params.gym_slug;
    // What can't be a slug is no gym; that it is malformed is of no interest to a provider.
    if (!isSlug(slug)) throw new DomainError('gym_not_found', 'Gym not found');
    await app.receiveNotification({ kind: 'gym', slug }, deliveryOf(request));
    return { status: 'processed' as const };
  });
};
