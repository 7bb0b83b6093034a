import type { FastifyPluginAsync } from 'fastify';
import { type Answering, MANNERS, type Receiver } from '../subscriber/receiver.ts';
import { eventsPage } from './events.ts';
import { sendPage } from './layout.ts';

/** The page of the events that were received, and what its buttons do. */
export function eventRoutes(receiver: Receiver): FastifyPluginAsync {
  return async (app) => {
    app.get('/sandbox/events', (_, reply) => sendPage(reply, eventsPage(receiver)));
    app.post('/sandbox/events/answer', async ({ body }, reply) => {
      receiver.answer(answeringIn(body));
      return reply.redirect('/sandbox/events', 303);
    });
    app.post('/sandbox/events/clear', async (_, reply) => {
      receiver.clear();
      return reply.redirect('/sandbox/events', 303);
    });
  };
}

function answeringIn(body: unknown): Answering {
  const { manner: named, times = '' } = Object(body);
  const manner = MANNERS.find((known) => known === named);
  if (manner === undefined) throw refuse(`manner is one of ${MANNERS.join(', ')}`);
  if (times === '') return { manner, left: null };
  if (!/^[1-9]\d{0,5}$/.test(times)) throw refuse('How often is a whole number from 1, or left out');
  return { manner, left: Number(times) };
}

function refuse(message: string): Error {
  return Object.assign(new Error(message), { statusCode: 400 });
}
