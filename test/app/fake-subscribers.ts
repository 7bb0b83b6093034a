import type { Message, Sent, Subscribers } from '../../src/ports/subscribers.ts';

/** Of a URL that has it, the port says that it can't be an endpoint's. */
export const REFUSED_HOST = 'private.example';

/** Subscribers that get everything at once, and what they got. */
export function createFakeSubscribers(): Subscribers & { readonly sent: readonly Message[] } {
  const sent: Message[] = [];
  const answer: Sent = { responseStatus: 204, responseBody: '', error: null, retryAfterMs: null, durationMs: 1 };
  return {
    sent,
    faultOf: async (url) => (url.includes(REFUSED_HOST) ? 'must not lead to a private address' : null),
    async send(message) {
      sent.push(message);
      return answer;
    },
  };
}
