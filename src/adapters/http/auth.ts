import fastifyJwt from '@fastify/jwt';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Actor } from '../../app/actor.ts';
import { actorFrom, CLOCK_TOLERANCE_SECONDS, type ClaimRules, type Claims } from './claims.ts';
import { refuse } from './errors.ts';

export type AuthOptions = ClaimRules & {
  /** What tokens are signed with; only its algorithm is accepted. */
  readonly key: { readonly algorithm: 'HS256'; readonly secret: string };
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null without a token, or with one that isn't valid. */
    actor: Actor | null;
  }
}

/** Finds out who asks. It refuses nobody: what a route demands is the gate's business. */
export const auth = fp(async (server, { key, ...rules }: AuthOptions) => {
  await server.register(fastifyJwt, {
    secret: key.secret,
    verify: {
      algorithms: [key.algorithm],
      clockTolerance: CLOCK_TOLERANCE_SECONDS * 1000,
      extractToken: (request: FastifyRequest) => bearerToken(request) ?? '',
    },
  });
  server.decorateRequest('actor', null);
  server.addHook('onRequest', async (request) => {
    if (bearerToken(request) !== null) request.actor = await identify(request, rules);
  });
});

/** Why a token isn't good enough is nobody's business but the log's. */
async function identify(request: FastifyRequest, rules: ClaimRules): Promise<Actor | null> {
  try {
    const claims = await request.jwtVerify<Claims>();
    return actorFrom(claims, rules, Date.now() / 1000);
  } catch (error) {
    request.log.debug({ reason: error instanceof Error ? error.message : 'unknown' }, 'token refused');
    return null;
  }
}

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Two headers are two opinions on who asks, so the parsed one, which is the first, isn't enough. */
function bearerToken({ raw }: FastifyRequest): string | null {
  const count = raw.rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization',
  ).length;
  const token = count === 1 ? BEARER.exec(raw.headers.authorization ?? '')?.[1] : undefined;
  return token?.split('.').every(isCanonical) ? token : null;
}

/** Spare bits at the end of a part would make several texts of one token. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

/** For handlers behind the gate, where there always is somebody. */
export function actorOf(request: FastifyRequest): Actor {
  if (request.actor === null) throw refuse('unauthorized');
  return request.actor;
}
