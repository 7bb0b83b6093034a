import type { Message, Sent, Subscribers } from '../../src/ports/subscribers.ts';

/** Of a URL that has it, the port says that it can't be an endpoint's. */
export const REFUSED_HOST = 'private.example';

type Answers = (message: Message) => Promise<Sent>;

export type FakeSubscribers = Subscribers & {
  readonly sent: readonly Message[];
  /** How they answer from now on. */
  answer(answers: Answers): void;
};

export const DELIVERED: Sent = {
  responseStatus: 204,
  responseBody: '',
  error: null,
  retryAfterMs: null,
  durationMs: 1,
};

/** How a try ends that got this response. */
export function refused(responseStatus: number, retryAfterMs: number | null = null): Sent {
  return { ...DELIVERED, responseStatus, retryAfterMs, error: `The response was ${responseStatus}` };
}

/** Subscribers that get everything at once, and what they got. */
export function createFakeSubscribers(): FakeSubscribers {
  const sent: Message[] = [];
  let answers: Answers = async () => DELIVERED;
  return {
    sent,
    answer(next) {
      answers = next;
    },
    faultOf: async (url) => (url.includes(REFUSED_HOST) ? 'must not lead to a private address' : null),
    async send(message) {
      sent.push(message);
      return answers(message);
    },
  };
}
