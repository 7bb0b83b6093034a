import type { FastifyRequest } from 'fastify';
import type { StripeState } from '../state.ts';
import { type Answer, answerToError } from './answer.ts';
import { broken, idempotencyMismatch } from './fault.ts';

type Replay = (key: string | string[] | undefined, request: string, work: () => Answer) => Answer;

const KEPT_MS = 24 * 3600 * 1000;
const MAX_KEY_CHARACTERS = 255;

/**
 * The first answer to a key is the answer to that key for a day, whatever it was, 500s included. Requests
 * that failed validation are forgotten (https://docs.stripe.com/api/idempotent_requests, 2026-11-21).
 */
export function createReplay({ answers }: StripeState, now: () => Date): Replay {
  return (key, request, work) => {
    if (typeof key !== 'string') return work();
    forgetOld(answers, now());
    const stored = Object.hasOwn(answers, key) ? answers[key] : undefined;
    if (key.length > MAX_KEY_CHARACTERS || (stored !== undefined && stored.request !== request))
      return answerToError(idempotencyMismatch(key));
    if (stored !== undefined) return { status: stored.status, body: stored.body, isReplayed: true };
    const answer = work();
    if (answer.status < 400 || answer.status >= 500) answers[key] = { request, ...answer, at: now().getTime() };
    return answer;
  };
}

/** The key of a request that failed inside gets that failure from now on, unless it had been answered `before`. */
export function rememberFailure(
  { answers }: StripeState,
  request: FastifyRequest,
  now: Date,
  when: 'before' | 'after',
) {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || (when === 'before' && Object.hasOwn(answers, key))) return;
  answers[key] = { request: whatIsAsked(request), ...answerToError(broken()), at: now.getTime() };
}

/** A key belongs to exactly this request. */
export function whatIsAsked({ url, body }: FastifyRequest): string {
  return `${url}\n${typeof body === 'string' ? body : ''}`;
}

function forgetOld(answers: StripeState['answers'], now: Date): void {
  for (const [key, { at }] of Object.entries(answers)) if (now.getTime() - at >= KEPT_MS) delete answers[key];
}
