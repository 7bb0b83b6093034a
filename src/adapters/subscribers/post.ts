import { type IncomingMessage, request as overHttp, type RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';

/** One request, and the time that all of it may take. */
export type Post = Pick<RequestOptions, 'headers' | 'lookup'> & {
  readonly url: URL;
  readonly body: string;
  readonly timeoutMs: number;
};

/** The limit of Node, chosen here since hostile receivers try it. */
const MAX_HEADER_BYTES = 16_384;

export const TIMED_OUT = 'ERR_TIMED_OUT';

/**
 * Posts on a connection of its own, which ends with it, and follows nothing. `read` is given the answer when its headers
 * are there. @throws Error whose `code` is Node's, or `TIMED_OUT`.
 */
export async function post(
  { url, body, timeoutMs, ...options }: Post,
  read: (answer: IncomingMessage) => Promise<void>,
): Promise<void> {
  const send = url.protocol === 'https:' ? overHttps : overHttp;
  const request = send(url, { ...options, method: 'POST', agent: false, maxHeaderSize: MAX_HEADER_BYTES });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = setTimeout(() => reject(Object.assign(new Error('timed out'), { code: TIMED_OUT })), timeoutMs);
  let isAnswered = false;
  request.on('response', (answer) => {
    isAnswered = true;
    read(answer).then(resolve, reject);
  });
  request.on('error', reject);
  // Such as after a switch of protocols, which was not asked for.
  request.on('close', () => isAnswered || reject(new Error('closed')));
  request.end(body);
  try {
    await promise;
  } finally {
    clearTimeout(late);
    request.destroy();
  }
}
