import { writeFile } from 'node:fs/promises';
import { pino } from 'pino';
import { buildServer } from './adapters/http/server.ts';
import { PROVIDER_SETTINGS } from './adapters/providers/index.ts';
import type { App } from './app/app.ts';

/** Where it is kept, for whoever reads it without running anything. A test fails when it is stale. */
export const OPENAPI_FILE = new URL('../docs/openapi.json', import.meta.url);

/** No request gets as far as an app here. */
const NO_APP = {} as App;

const NO_MEASURE = { request() {} };

const LIMITS = { max: 1, webhookMax: 1, windowMs: 1000, redisUrl: null };

/** The document that a service without any particular configuration serves, made to be read and compared. */
export async function openApiText(): Promise<string> {
  const options = {
    app: NO_APP,
    auth: {
      key: { algorithm: 'HS256', secret: 'verifies nothing, for nobody asks' },
      issuer: null,
      audience: null,
      maxLifetimeSeconds: 3600,
    },
    log: pino({ level: 'silent' }),
    measure: NO_MEASURE,
    metrics: { token: null, read: async () => ({ type: 'text/plain', text: '' }) },
    basePath: '',
    trustProxy: [],
    corsOrigins: [],
    rateLimit: LIMITS,
    providerNames: PROVIDER_SETTINGS.map(({ name }) => name),
    defaultOrdersProvider: '',
    sandbox: false,
    production: false,
  } as const;
  const server = buildServer(options);
  const { body } = await server.inject('/openapi.json');
  await server.close();
  return `${JSON.stringify(JSON.parse(body), null, 2)}\n`;
}

if (import.meta.main) await writeFile(OPENAPI_FILE, await openApiText());
