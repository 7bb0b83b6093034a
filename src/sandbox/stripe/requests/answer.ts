import type { FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '../state.ts';
import { broken, FaultError } from './fault.ts';

/** An answer as it is sent, and kept for its idempotency key. */
export type Answer = { readonly status: number; readonly body: string; readonly isReplayed?: true };

/** What an endpoint gives or throws, as an answer. It is written down at once: later changes aren't part of it. */
export function answerOf(handle: () => unknown): Answer {
  try {
    return { status: 200, body: JSON.stringify(handle()) };
  } catch (error) {
    return answerToError(error);
  }
}

export function answerToError(error: unknown): Answer {
  const { fault } = error instanceof FaultError ? error : broken();
  return { status: fault.status, body: JSON.stringify({ error: fault.error }) };
}

/** With the headers that Stripe's answers have. */
export function send({ headers }: FastifyRequest, reply: FastifyReply, answer: Answer, now: Date): FastifyReply {
  const key = headers['idempotency-key'];
  return reply
    .code(answer.status)
    .headers({
      date: now.toUTCString(),
      'request-id': newId('req'),
      ...(answer.isReplayed && { 'idempotent-replayed': 'true' }),
      ...(typeof key === 'string' && { 'idempotency-key': key }),
    })
    .type('application/json')
    .send(answer.body);
}
