import { randomUUID } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { commonHeaders, requestIdOf, type Surroundings } from '../headers.ts';
import { logAnswer } from '../log.ts';
import { pathOf } from '../wire/raw-request.ts';
import { answerError, type InFlight } from './error-handler.ts';
import { type ErrorFormat, failureOf, type Refusal, refuse } from './errors.ts';
import { ordersFormat } from './orders-format.ts';

type ConnectionOptions = {
  readonly surroundings: Surroundings;
  readonly formatOf: (path: string) => ErrorFormat;
  readonly inFlight: InFlight;
};

/** A URL that can't be decoded belongs to no API: the error is in the orders format. */
export function onFrameworkError({ surroundings, inFlight }: Omit<ConnectionOptions, 'formatOf'>) {
  return (_error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    inFlight.set(request.raw.socket, { path: pathOf(request.url), reply });
    reply.headers(commonHeaders(request.id, surroundings));
    answerError(ordersFormat, refuse('bad_request'), request, reply);
    logAnswer(request, reply);
  };
}

/** Node handles CONNECT by itself, and would close the connection without an answer. */
export function onConnect(surroundings: Surroundings) {
  return (request: IncomingMessage, socket: Duplex): void => {
    const { status, body } = ordersFormat(failureOf(refuse('not_found')));
    end(socket, status, commonHeaders(requestIdOf(request), surroundings), JSON.stringify(body));
  };
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
  HPE_HEADER_OVERFLOW: 'headers_too_large',
};

/** Answers bytes that aren't HTTP, and requests that don't arrive in time. There is no reply object here, only the socket. */
export function onConnectionError(options: ConnectionOptions): NonNullable<FastifyServerOptions['clientErrorHandler']> {
  return (error, socket) => {
    const current = currentOf(options.inFlight, socket);
    const canAnswer = error.code !== 'ECONNRESET' && socket.writable && current?.reply.raw.headersSent !== true;
    if (!canAnswer) return void socket.destroy();
    const refusal = REFUSALS[error.code] ?? 'bad_request';
    // Bytes that aren't HTTP belong to no API, even in the middle of a body.
    const isOnItsWay = current !== undefined && refusal === 'request_timeout';
    const format = isOnItsWay ? options.formatOf(current.path) : ordersFormat;
    const requestId = current?.reply.request.id ?? randomUUID();
    const answer = format(failureOf(refuse(refusal)));
    end(socket, answer.status, commonHeaders(requestId, options.surroundings), JSON.stringify(answer.body));
  };
}

/** The connection's current request. If the last one is answered and has arrived in full, the next one failed. */
function currentOf(inFlight: InFlight, socket: Socket): ReturnType<InFlight['get']> {
  const latest = inFlight.get(socket);
  return latest?.reply.raw.writableEnded && latest.reply.request.raw.complete ? undefined : latest;
}

function end(socket: Duplex, status: number, headers: Record<string, string>, body: string): void {
  const all = {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy());
}
