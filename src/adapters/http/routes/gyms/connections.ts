import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { invalid } from '../../../../domain/error.ts';
import { languageOf } from '../../../../domain/language.ts';
import { actorOf } from '../../auth/auth.ts';
import { answerError } from '../../errors/error-handler.ts';
import { refuse } from '../../errors/errors.ts';
import { ordersFormat } from '../../errors/orders-format.ts';
import { docs } from '../../openapi/route-docs.ts';
import { prefersHtml } from '../../wire/accept.ts';
import { Instant, instant, succeed, success } from '../../wire/fields.ts';
import { connectionCallback, connectionStart } from '../paths.ts';
import { CONNECTION_PAGE_HEADERS, connectionPage } from './connection-page.ts';
import { GymAnswer, GymParams, showGym } from './gym-view.ts';
import { GYM_SCOPE } from './gyms.ts';

const CONNECT_GYM = docs({
  id: 'connectGym',
  tag: 'Orders and gyms',
  summary: "Connect a gym's provider account",
  description:
    'OAuth instead of pasted credentials: send the URL to the account owner, who opens it in a browser. It redirects to the ' +
    "provider's consent page, and the provider redirects the same browser to the OAuth callback; another browser cannot " +
    'finish. The URL works once, within an hour. A newer URL for the gym, pasted credentials or another provider end it. ' +
    'The service renews the tokens before they expire.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing', 'gym_not_found', 'unsupported'],
  field: 'slug',
  says: { ...GYM_SCOPE, unsupported: 'This payment provider does not support connecting accounts' },
});

const HANDLE_OAUTH_CALLBACK = docs({
  id: 'handleOAuthCallback',
  tag: 'Orders and gyms',
  summary: 'OAuth callback',
  description:
    "Called by the account owner's browser when the provider redirects it back. Each `state` works once. A callback with " +
    'neither `code` nor `error` leaves the `state` unused; one with both is a refusal. A browser gets a page, any other ' +
    'client gets JSON.',
  isForBrowsers: true,
  fails: ['invalid', 'not_found', 'conflict', 'another_holder', 'connection_failed'],
  field: 'state',
  says: { conflict: 'The gym got other credentials, another payment provider or a newer link meanwhile' },
});

const Invitation = success(
  Type.Object(
    {
      authorization_url: Type.String({
        format: 'uri',
        description: 'For the account owner to open in a browser. It works once.',
      }),
      expires_at: { ...Instant, description: 'When the URL stops working.' },
    },
    { title: 'GymConnection' },
  ),
  {
    description: 'The URL to send to the account owner.',
    example: {
      authorization_url: 'https://pay.example.com/api/v1/oauth/mercadopago/start?link=xxx',
      expires_at: '2024-01-01T01:00:00.000Z',
    },
  },
);

/** Anyone can write the URL of a callback, so its values are texts of a bounded length. */
const Word = Type.String({ minLength: 1, maxLength: 1024 });
const Params = Type.Object({ provider: Type.String({ maxLength: 64, description: 'The payment provider.' }) });
const Link = Type.Object({ link: { ...Word, description: 'As it was given with the authorization URL.' } });
const Query = Type.Object({
  state: { ...Word, description: 'The value from the authorization URL.' },
  code: Type.Optional({ ...Word, description: "The provider's authorization code." }),
  error: Type.Optional({ ...Word, description: "The provider's error code when there is no authorization code." }),
});

const Body = Type.Object({
  replace: Type.Optional(
    Type.Union([Type.Boolean(), Type.Null()], {
      description: 'Whether the account of another holder may take the place of the present one. Default: `false`.',
    }),
  ),
});

/** Begins to connect a gym's account. */
export const gymConnections: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const connect = { ...CONNECT_GYM, params: GymParams, body: Body, response: { 201: Invitation } };
  scope.post('/:slug/connect', { schema: connect, config: { idempotent: true } }, async (request, reply) => {
    const how = { replaces: request.body.replace ?? false };
    const { url, expiresAt } = await app.connectGym(actorOf(request), request.params.slug, how);
    return reply.code(201).send(succeed({ authorization_url: url, expires_at: instant(expiresAt) }));
  });
};

type CallbackOptions = { readonly app: App; readonly providerNames: readonly string[] };

/** Where a provider sends its merchants back to. */
export const callbacks: FastifyPluginAsyncTypebox<CallbackOptions> = async (scope, { app, providerNames }) => {
  const finish = { ...HANDLE_OAUTH_CALLBACK, params: Params, querystring: Query, response: { 200: GymAnswer } };
  // Also for errors raised before the handler (rate limit, validation).
  scope.setErrorHandler((error, request, reply) => answerError(ordersFormat, error, request, readable(request, reply)));
  const known = async ({ params }: { params: { provider: string } }) => {
    if (!providerNames.includes(params.provider)) throw refuse('not_found');
  };
  // A HEAD, such as a preview of links makes, must not use anything up.
  const open = { exposeHeadRoute: false, config: { access: 'public' }, preValidation: known } as const;

  // A page for people, of no use to programs: it is not in the document.
  const start = { params: Params, querystring: Link };
  scope.get(connectionStart(':provider'), { ...open, schema: start }, async (request, reply) => {
    const { link } = request.query;
    const consentUrl = await app.startConnection({ provider: request.params.provider, link });
    return reply.header('set-cookie', cookieOf(link)).redirect(consentUrl, 303);
  });

  scope.get(connectionCallback(':provider'), { ...open, schema: finish }, async (request, reply) => {
    const { state, code = null, error } = request.query;
    // No provider's answer, so it must not use the link up.
    if (code === null && error === undefined) throw invalid('code', 'code is required');
    // An error is a refusal, whatever stands beside it.
    const proof = error === undefined ? code : null;
    const link = linkIn(request.headers.cookie);
    const connected = await app.finishConnection({ provider: request.params.provider, state, code: proof, link });
    readable(request, reply, connected.reconnectBefore);
    return succeed(showGym(connected));
  });
};

/**
 * Binds the link to the browser that opens it. `__Host-` (RFC 6265bis §4.1.3.2): only this host, over https, can have set
 * it. Chromium keeps it for http://localhost and http://127.0.0.1 too [tried: 156, headless, 2026-11-28]. `Lax`: it
 * has to come along when the provider sends the browser back.
 */
const COOKIE = '__Host-fitstack-connect';

function cookieOf(link: string): string {
  return `${COOKIE}=${encodeURIComponent(link)}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=3600`;
}

/** Null when there is none, or several: then something else than this page has set one. */
function linkIn(header = ''): string | null {
  const pairs = header.split(';').map((pair) => pair.trim());
  const [found, ...more] = pairs.filter((pair) => pair.startsWith(`${COOKIE}=`));
  return found === undefined || more.length > 0 ? null : found.slice(COOKIE.length + 1);
}

/** Whatever is answered next becomes a page for a person who reads it in a browser, in their language. */
function readable(request: FastifyRequest, reply: FastifyReply, reconnectBefore: Date | null = null): FastifyReply {
  const { headers, id: requestId } = request;
  if (!prefersHtml(headers.accept)) return reply;
  const language = languageOf(headers['accept-language']);
  const page = { ...CONNECTION_PAGE_HEADERS, 'content-language': language, vary: 'accept, accept-language' };
  return reply.headers(page).serializer((answer) => connectionPage(answer, { language, requestId, reconnectBefore }));
}
