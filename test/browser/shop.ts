import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { makeToken } from '../../src/config/token.ts';
import { freePort } from '../../src/sandbox/demo/free-port.ts';
import type { RunningService } from '../../src/sandbox/demo/service.ts';

const SCOPE = 'orders:write gyms:write webhooks:manage';

export type Shop = { readonly url: string; readonly token: string; stop(): Promise<void> };

/** The example in examples/web, as its README starts it, beside a running service. */
export async function startShop(service: RunningService, port?: number): Promise<Shop> {
  const listensAt = port ?? (await freePort());
  const token = makeToken({ secret: service.jwtSecret, sub: 'buyer-1', scope: SCOPE, issuer: null, audience: null });
  const env = {
    PATH: process.env['PATH'],
    FITSTACK_TOKEN: token,
    FITSTACK_URL: service.url,
    PORT: String(listensAt),
  };
  const program = join(import.meta.dirname, '../../examples/web/main.ts');
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  let written = '';
  const opened = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        written += text;
        if (written.includes('The shop is open')) resolve();
      });
    exited.then(() => reject(new Error(`the shop did not open: ${written}`)));
  });
  await opened;
  return {
    url: `http://127.0.0.1:${listensAt}`,
    token,
    async stop() {
      child.kill('SIGTERM');
      const [code] = await exited;
      if (code !== 0) throw new Error(`the shop ended with ${code}: ${written}`);
    },
  };
}
