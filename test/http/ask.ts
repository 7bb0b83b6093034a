import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { type LentServer, originOf } from './lending.ts';

export type Question = {
  readonly method?: string;
  readonly url: string;
  /** Several values are several headers. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly payload?: string | Uint8Array;
};

export type Reply = {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  json(): unknown;
};

/**
 * Asks over a real connection, where `inject` passes by Node's parser: what gets in, how repeated headers are
 * read and who hangs up are part of what attackers meet.
 */
export async function ask(server: LentServer, question: string | Question): Promise<Reply> {
  const { port } = new URL(await originOf(server));
  const { method = 'GET', url, headers = {}, payload } = typeof question === 'string' ? { url: question } : question;
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path: url, headers }, (incoming) => {
      const read = text(incoming).then((body) => ({
        statusCode: incoming.statusCode ?? 0,
        headers: incoming.headers,
        body,
        json: () => JSON.parse(body) as unknown,
      }));
      read.then(resolve, reject);
    });
    outgoing.on('error', reject).end(payload);
  });
}
