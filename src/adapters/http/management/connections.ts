import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import { invalid } from '../../../domain/error.ts';
import { prefersHtml } from '../accept.ts';
import { answerError } from '../answers.ts';
import { actorOf } from '../auth.ts';
import { refuse } from '../errors.ts';
import { succeed, success, timestamp, timestampField } from '../fields.ts';
import { ordersFormat } from '../orders-api/errors.ts';
import { CONNECT_GYM, HANDLE_OAUTH_CALLBACK } from './about.ts';
import { CONNECTION_PAGE_HEADERS, connectionPage } from './connection-page.ts';
import { GymAnswer, GymParams, showGym } from './gym-schemas.ts';

const Invitation = success(
  Type.Object(
    {
      authorization_url: Type.String({
        format: 'uri',
        description: 'For the account owner to open in a browser. It works once.',
      }),
      expires_at: timestampField('When the URL stops working.'),
    },
    { title: 'GymConnection' },
  ),
  {
    description: 'The URL to send to the account owner.',
    example: {
      authorization_url:
        'https://auth.mercadopago.com/authorization?client_id=123&response_type=code&platform_id=mp&state=xxx',
      expires_at: '2024-01-01T01:00:00',
    },
  },
);

/** Anyone can write the URL of a callback, so its values are texts of a bounded length. */
const Word = Type.String({ minLength: 1, maxLength: 1024 });
const Params = Type.Object({ provider: Type.String({ maxLength: 64, description: 'The payment provider.' }) });
const Query = Type.Object({
  state: { ...Word, description: 'The value from the authorization URL.' },
  code: Type.Optional({ ...Word, description: "The provider's authorization code." }),
  error: Type.Optional({ ...Word, description: "The provider's error code when there is no authorization code." }),
});

/** Begins to connect a gym's account. */
export const gymConnections: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const connect = { ...CONNECT_GYM, params: GymParams, response: { 201: Invitation } };
  scope.post('/:slug/connect', { schema: connect, config: { idempotent: true } }, async (request, reply) => {
    const { consentUrl, expiresAt } = await app.connectGym(actorOf(request), request.params.slug);
    return reply.code(201).send(succeed({ authorization_url: consentUrl, expires_at: timestamp(expiresAt) }));
  });
};

export type CallbackOptions = { readonly app: App; readonly providerNames: readonly string[] };

/** Where a provider sends its merchants back to. */
export const callbacks: FastifyPluginAsyncTypebox<CallbackOptions> = async (scope, { app, providerNames }) => {
  const finish = { ...HANDLE_OAUTH_CALLBACK, params: Params, querystring: Query, response: { 200: GymAnswer } };
  // Also for what is refused before anybody asks whose turn it is.
  scope.setErrorHandler((error, request, reply) => answerError(ordersFormat, error, request, readable(request, reply)));
  // A HEAD, such as a preview of links makes, must not use the state up.
  scope.get(
    '/:provider/callback',
    {
      schema: finish,
      exposeHeadRoute: false,
      config: { access: 'public' },
      preValidation: async ({ params }) => {
        if (!providerNames.includes(params.provider)) throw refuse('not_found');
      },
    },
    async (request, reply) => {
      const { state, code = null, error } = request.query;
      // No provider's answer, so it must not use the state up.
      if (code === null && error === undefined) throw invalid('code', 'code is required');
      // An error is a refusal, whatever stands beside it.
      const proof = error === undefined ? code : null;
      const gym = await app.finishConnection({ provider: request.params.provider, state, code: proof });
      readable(request, reply);
      return succeed(showGym(gym));
    },
  );
};

/** Whatever is answered next becomes a page for whoever reads it in a browser. */
function readable({ headers, id }: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!prefersHtml(headers.accept)) return reply;
  return reply.headers(CONNECTION_PAGE_HEADERS).serializer((answer) => connectionPage(answer, id));
}
