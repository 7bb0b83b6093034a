import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { Manner, Receiver } from './receiver.ts';

/** Where the sandbox's endpoint leads. */
export const RECEIVE_PATH = '/sandbox/events/receive';

/** An event is a few thousand bytes long, and many are kept. */
const MAX_BYTES = 256 * 1024;

const REPLIES = {
  accept: (reply) => reply.code(204).send(),
  fail: (reply) => reply.code(500).send({ error: 'The sandbox was asked to answer so' }),
  gone: (reply) => reply.code(410).send({ error: 'The sandbox was asked to answer so' }),
  // To itself: a sender that follows it is seen here a second time.
  redirect: (reply) => reply.redirect(RECEIVE_PATH, 307),
  // The sender's own patience ends it, or the end of the sandbox.
  hang: (reply) => reply.hijack(),
} as const satisfies Record<Manner, (reply: FastifyReply) => FastifyReply>;

/** Receives events as a subscriber does. What the signature covers is the body as it came, so none is parsed. */
export function receiverRoutes(receiver: Receiver): FastifyPluginAsync {
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BYTES }, (_, body, done) => done(null, body));
    app.post(RECEIVE_PATH, (request, reply) => {
      const manner = receiver.receive(request.headers, String(request.body ?? ''));
      return REPLIES[manner](reply);
    });
  };
}
