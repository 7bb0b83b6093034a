import { Webhook } from 'standardwebhooks';
import type { Message, Sent, Subscribers } from '../../ports/subscribers.ts';
import type { AddressRules } from './addresses.ts';
import { readAnswer, retryAfterMs } from './answer.ts';
import { type Resolve, resolveName } from './names.ts';
import { literalFault, pinnedLookup } from './pinned.ts';
import { post } from './post.ts';
import { urlFault } from './url.ts';
import { answerFault, reasonOf } from './words.ts';

export type SubscribersOptions = AddressRules & {
  /** Of the service, which introduces itself with it. */
  readonly version: string;
  /** In which a whole try has to end: name, connection, headers and body. */
  readonly timeoutMs?: number;
  readonly resolve?: Resolve;
};

const TIMEOUT_MS = 15_000;

type Options = Required<SubscribersOptions>;
type Answer = Pick<Sent, 'responseStatus' | 'responseBody' | 'retryAfterMs'>;

const NO_ANSWER: Answer = { responseStatus: null, responseBody: null, retryAfterMs: null };

/** Sends to subscribers over HTTP, as Standard Webhooks describe it. */
export function createSubscribers({
  timeoutMs = TIMEOUT_MS,
  resolve = resolveName,
  ...given
}: SubscribersOptions): Subscribers {
  const options = { ...given, timeoutMs, resolve };
  return {
    faultOf: (url) => urlFault(url, resolve, options),

    async send(message) {
      const begunMs = performance.now();
      const sent = await attempt(message, options);
      return { ...sent, durationMs: Math.round(performance.now() - begunMs) };
    },
  };
}

async function attempt(message: Message, options: Options): Promise<Omit<Sent, 'durationMs'>> {
  const fault = literalFault(message.url, options);
  if (fault !== null) return { ...NO_ANSWER, error: `url ${fault}` };
  let answered = NO_ANSWER;
  try {
    await post(requestOf(message, options), async (answer) => {
      const { statusCode: responseStatus = 0, headers } = answer;
      const retryAfter = retryAfterMs(headers['retry-after'], message.at);
      answered = { responseStatus, responseBody: '', retryAfterMs: retryAfter };
      await readAnswer(answer, (responseBody) => {
        answered = { ...answered, responseBody };
      });
    });
    return { ...answered, error: answerFault(answered.responseStatus) };
  } catch (error) {
    return { ...answered, error: reasonOf(error, options.timeoutMs) };
  }
}

function requestOf(message: Message, options: Options) {
  const { body, url: text } = message;
  const url = new URL(text);
  const headers = {
    ...signedHeaders(message),
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': `fitstack-payments/${options.version}`,
  };
  return { url, body, headers, timeoutMs: options.timeoutMs, lookup: pinnedLookup(url, options.resolve, options) };
}

/** The headers that Standard Webhooks demands (https://www.standardwebhooks.com): each secret signs. */
function signedHeaders({ id, at, body, secrets }: Omit<Message, 'url'>) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
