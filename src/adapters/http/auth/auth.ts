import fastifyJwt, { type TokenOrHeader } from '@fastify/jwt';
import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Actor } from '../../../app/actor.ts';
import type { App } from '../../../app/app.ts';
import { DomainError } from '../../../domain/error.ts';
import { refuse } from '../errors/errors.ts';
import { bearerToken, isKey } from './bearer.ts';
import { actorFrom, CLOCK_TOLERANCE_SECONDS, type ClaimRules, type Claims } from './claims.ts';
import type { TokenHeader } from './key-set.ts';
import type { PublicKey } from './public-key.ts';

/** What tokens are signed with; only its algorithm is accepted. */
export type TokenKey =
  | { readonly algorithm: 'HS256'; readonly secret: string }
  | PublicKey
  | { readonly jwksUrl: string };

export type AuthOptions = ClaimRules & { readonly key: TokenKey };

/** Why a request has no actor. */
export type Denial = {
  readonly reason: string;
  /** `www-authenticate` of a 401. */
  readonly challenge: string;
  /** Why it is not known whether the request has one: then the caller is not refused, but has to come again. */
  readonly unavailable?: DomainError;
};

type Explained = AuthOptions & {
  readonly identifyKey: App['identifyKey'];
  /** Whether the answer says why, too: it helps a client's developer, and an attacker. */
  readonly explains: boolean;
};

declare module 'fastify' {
  interface FastifyRequest {
    /** The token or API key; only its form is checked. Null without one. */
    bearer: string | null;
    /** The caller; null without a token, or with an invalid one. */
    actor: Actor | null;
    /** Set where there is no actor. */
    denial: Denial | null;
  }
}

/** Identifies the caller. It refuses no request: `admission` knows what a route demands. */
export const auth = fp(async (server, { key, explains, identifyKey, ...rules }: Explained) => {
  const keyFor = await keyFinder(key, server.log);
  await server.register(fastifyJwt, {
    secret: { public: async (_request: FastifyRequest, token: TokenOrHeader) => keyFor(headerOf(token)) },
    decode: { complete: true },
    verify: {
      algorithms: 'jwksUrl' in key ? ['RS256', 'ES256'] : [key.algorithm],
      clockTolerance: CLOCK_TOLERANCE_SECONDS * 1000,
      extractToken: ({ bearer }: FastifyRequest) => bearer ?? '',
    },
  });
  server.decorateRequest('bearer', null);
  server.decorateRequest('actor', null);
  server.decorateRequest('denial', null);
  // Made once: webhooks carry no token, and an error for each of them would cost more than all else here.
  const noToken = denialOf('the Authorization header is missing', { isInvalid: false, explains });
  server.addHook('onRequest', async (request) => {
    const hasToken = request.headers.authorization !== undefined;
    request.denial = hasToken ? await denialOfToken(request) : noToken;
  });

  /** Null when the token is valid: then the request has an actor. */
  async function denialOfToken(request: FastifyRequest): Promise<Denial | null> {
    try {
      request.bearer = bearerToken(request.raw);
      request.actor = isKey(request.bearer) ? await identifyByKey(request.bearer) : await identify(request, rules);
      request.logFields['userId'] = request.actor.userId;
      return null;
    } catch (error) {
      const denial = denialOf(reasonOf(error), { isInvalid: true, explains });
      return error instanceof DomainError ? { ...denial, unavailable: error } : denial;
    }
  }

  async function identifyByKey(text: string): Promise<Actor> {
    const actor = await identifyKey(text);
    if (actor === null) throw new Error('the API key is mistyped, unknown, revoked or expired');
    return actor;
  }
});

/** With `complete` it is the whole token; the library's type also allows the header alone. */
function headerOf(token: TokenOrHeader): TokenHeader {
  return 'header' in token ? token.header : token;
}

/** The secret, or the PEM of the public key, to verify with. Keys that a token's header offers are ignored. */
async function keyFinder(key: TokenKey, log: FastifyBaseLogger): Promise<(header: TokenHeader) => Promise<string>> {
  const find = 'jwksUrl' in key ? (await import('./key-set.ts')).createKeySet(key.jwksUrl, log) : async () => key;
  return async (header) => {
    if (header.crit !== undefined) throw new Error('crit must be left out: no critical header is understood');
    const found = await find(header);
    if (found.algorithm !== header.alg) throw new Error(`alg must be ${found.algorithm}`);
    return 'secret' in found ? found.secret : found.pem;
  };
}

async function identify(request: FastifyRequest, rules: ClaimRules): Promise<Actor> {
  const claims = await request.jwtVerify<Claims>();
  return actorFrom(claims, rules, Date.now() / 1000);
}

function denialOf(reason: string, { isInvalid, explains }: { isInvalid: boolean; explains: boolean }): Denial {
  return { reason, challenge: explains ? challengeFor(reason, isInvalid) : 'Bearer' };
}

/** The caller of a route that demands a token: `admission` has refused requests without one. */
export function actorOf(request: FastifyRequest): Actor {
  if (request.actor === null) throw refuse('unauthorized');
  return request.actor;
}

/** What makes a token good, which this one is not; as RFC 6750 §3 lets `error_description` say it. */
const UNSPEAKABLE = /[^\x20-\x21\x23-\x5b\x5d-\x7e]/g;
const MAX_LENGTH = 200;

/** The library's words before its own reason. */
const PREFIX = /^Authorization token is invalid: /;

/** Why a token was refused, in characters that a header can carry. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "the token can't be read";
  return message.replace(PREFIX, '').replace(UNSPEAKABLE, '').slice(0, MAX_LENGTH);
}

/** `www-authenticate` of a 401 that explains itself. A request without credentials gets no error code (RFC 6750 §3.1). */
function challengeFor(reason: string, hasCredentials: boolean): string {
  const error = hasCredentials ? 'error="invalid_token", ' : '';
  return `Bearer ${error}error_description="${reason}"`;
}
