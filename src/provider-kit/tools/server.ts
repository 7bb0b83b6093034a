import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A loopback server in the provider's place. */
export type Server = { readonly url: string; readonly stop: () => Promise<void> };

export async function listen(behave: RequestListener): Promise<Server> {
  const server = createServer(behave);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await sleep(0);
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

/** The server for as long as it is used. */
export async function serving<T>(behave: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = await listen(behave);
  try {
    return await use(server.url);
  } finally {
    await server.stop();
  }
}
