import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isSlug } from '../../../domain/gym/gym.ts';
import type { Limiter } from './limiter.ts';
import { networkOf } from './network.ts';
import type { Patience } from './patience.ts';

type WebhookLimiters = {
  /** One count for each address and path. */
  readonly perPath: Limiter;
  /** One count for each address, of webhooks that were turned away. */
  readonly turnedAway: Limiter;
  /** How long senders wait who are turned away again and again. */
  readonly patience: Patience;
};

/** Addresses and paths that are remembered because a verified webhook came there; the oldest are forgotten first. */
const FAMILIAR = 20_000;

/**
 * Webhooks are limited per address and path. That alone would give an address a new limit for every slug that it makes
 * up, so that what is turned away (an unknown gym, a wrong signature, a body that never arrives) counts against the
 * address too, whatever the path: over the limit nothing more is read of it. A provider, one address of which notifies
 * many gyms, is not held to that: where its webhooks have been verified, only the limit of that path counts, and nothing waits.
 * What is accepted without a proof (a notification of a shape that is never signed) changes nothing: strangers can send it, too.
 */
export function limitWebhooks(server: FastifyInstance, { perPath, turnedAway, patience }: WebhookLimiters): Limiter {
  const familiar = new Set<string>();
  const onSend = async (request: FastifyRequest, { statusCode }: FastifyReply) => {
    if (request.isVerified) remember(familiar, addressAndPath(request));
    if (statusCode < 300 || statusCode >= 500) return;
    patience.refused(networkOf(request), bytesOf(request));
    if (statusCode !== 429) await turnedAway(request, null);
  };
  const onRequestAbort = async (request: FastifyRequest) => {
    patience.refused(networkOf(request), bytesOf(request));
    await turnedAway(request, null);
  };
  // Only on routes of webhooks, since even a hook that does nothing takes its time.
  server.addHook('onRoute', (route) => {
    if (route.config?.access !== 'webhook') return;
    route.onSend = [onSend, ...[route.onSend ?? []].flat()];
    route.onRequestAbort = [onRequestAbort, ...[route.onRequestAbort ?? []].flat()];
  });
  return async (request, reply) => {
    if (!familiar.has(addressAndPath(request))) {
      // Nothing is read of its body meanwhile.
      const waitMs = patience.waitMs(networkOf(request));
      if (waitMs > 0) await pause(waitMs);
      if (await turnedAway(request, reply, { increment: false })) return true;
    }
    return perPath(request, reply);
  };
}

/** Of its body, as far as that was read: also of one that was too large, or never ended. */
function bytesOf({ held }: FastifyRequest): number {
  return held?.hold.taken() ?? 0;
}

function remember(familiar: Set<string>, key: string): void {
  familiar.delete(key);
  familiar.add(key);
  const [oldest] = familiar;
  if (familiar.size > FAMILIAR && oldest !== undefined) familiar.delete(oldest);
}

/**
 * The path as it was understood: escapes would make many of one. What is no slug is one path: it can be thousands of
 * characters long, and thousands of those would fill the memory.
 */
export function addressAndPath(request: FastifyRequest): string {
  const { params, routeOptions } = request;
  const slugs = Object.values(params as Record<string, string>).filter(isSlug);
  return ['webhook', networkOf(request), routeOptions.url, ...slugs].join(' ');
}

export function addressOfStrangers(request: FastifyRequest): string {
  return `turned away ${networkOf(request)}`;
}
