import type { FastifyInstance, FastifyRequest } from 'fastify';
import { languageOf } from '../../domain/language.ts';
import { readForms } from '../forms.ts';
import { consentPage } from '../pages/consent.ts';
import { sendPage } from '../pages/layout.ts';
import type { SimulatorContext } from '../simulator.ts';
import { apiError } from './errors.ts';
import { type Application, type ConsentRequest, giveCode } from './grants.ts';
import type { Records, Seller } from './records.ts';

type Parts = {
  readonly records: Records;
  readonly context: SimulatorContext;
  readonly application: Application;
  /** A seller who has just registered: each consent in the sandbox is another one's. */
  readonly newSeller: () => Seller;
};

/** An origin that can stand in a policy. */
const WEB_ADDRESS = /^https?:\/\/[\w.:[\]-]+$/;

/** The page on which a seller lets the platform act for them, and where it sends them then. */
export function consentRoutes(app: FastifyInstance, parts: Parts): void {
  readForms(app);
  app.get('/authorization', async (request, reply) => {
    const { redirectUri } = consentIn(request, parts.application);
    const asking = { provider: 'mercadopago', applicationId: parts.application.clientId };
    const targetOf = (answer: string) => `${request.url}&answer=${answer}`;
    const language = languageOf(request.headers['accept-language']);
    return sendPage(reply, consentPage({ ...asking, returnUrl: new URL(redirectUri), targetOf, language }));
  });
  app.post('/authorization', async (request, reply) => {
    const { redirectUri, state, challenge } = consentIn(request, parts.application);
    const back = new URL(redirectUri);
    if (queryOf(request)['answer'] === 'agree')
      back.searchParams.set(
        'code',
        giveCode(parts.records, parts.context, parts.newSeller(), { redirectUri, state, challenge }),
      );
    else back.searchParams.set('error', 'access_denied');
    back.searchParams.set('state', state);
    return reply.redirect(back.href, 303);
  });
}

/** What the real page asks for, and PKCE, which it leaves to the application's settings. @throws ApiError */
function consentIn(request: FastifyRequest, application: Application): ConsentRequest {
  const { client_id, response_type, platform_id, redirect_uri, state, code_challenge, code_challenge_method } =
    queryOf(request);
  if (client_id !== application.clientId) throw apiError(400, 'invalid_client', 'unknown client_id');
  if (response_type !== 'code' || platform_id !== 'mp')
    throw apiError(400, 'invalid_request', 'response_type must be code, platform_id mp');
  if (redirect_uri === undefined || !WEB_ADDRESS.test(URL.parse(redirect_uri)?.origin ?? ''))
    throw apiError(400, 'invalid_request', 'redirect_uri invalid');
  if (state === undefined || state === '') throw apiError(400, 'invalid_request', 'state needed');
  if (code_challenge_method !== 'S256' || !/^[\w-]{43}$/.test(code_challenge ?? ''))
    throw apiError(400, 'invalid_request', 'code_challenge invalid');
  return { redirectUri: redirect_uri, state, challenge: code_challenge ?? '' };
}

function queryOf({ query }: FastifyRequest) {
  return query as Readonly<Record<string, string | undefined>>;
}
