import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Message } from '../../../src/ports/subscribers.ts';

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export type Received = { readonly headers: IncomingMessage['headers']; readonly body: string; readonly path: string };

/** A receiver on this machine that keeps what it was sent. */
export async function startReceiver(answer: (response: ServerResponse, request: Received) => void = (r) => r.end()) {
  const received: Received[] = [];
  const listener: RequestListener = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const one = { headers: request.headers, body, path: request.url ?? '' };
    received.push(one);
    answer(response, one);
  };
  return { url: await listening(createServer(listener)), received };
}

/** Whatever is listening, without HTTP. */
export async function startSocket(onConnection: (socket: Socket) => void): Promise<string> {
  return listening(createTcpServer(onConnection));
}

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // A hostile receiver goes on writing after the service has left.
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

export function aMessage(url: string, overrides: Partial<Message> = {}): Message {
  return {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    url,
    at: new Date(),
    secrets: [SECRET],
    body: '{"test": 2432232314}',
    ...overrides,
  };
}
