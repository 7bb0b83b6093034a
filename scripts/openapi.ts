import { writeFile } from 'node:fs/promises';
import { pino } from 'pino';
import { buildServer } from '../src/adapters/http/server.ts';
import { PROVIDER_SETTINGS } from '../src/adapters/providers/index.ts';
import type { App } from '../src/app/app.ts';

/** The copy for readers who don't run the service. A test fails when it is stale. */
export const OPENAPI_FILE = new URL('../docs/openapi.json', import.meta.url);

/** No request reaches an app here. */
const NO_APP = {} as App;

const NO_MEASURE = { request() {} };

const LIMITS = { max: 1, webhookMax: 1, windowMs: 1000, redisUrl: null };

/** The document of a service with the default configuration, indented. */
export async function openApiText(): Promise<string> {
  const options = {
    app: NO_APP,
    auth: {
      key: { algorithm: 'HS256', secret: 'verifies nothing: no token arrives' },
      issuer: null,
      audience: null,
      maxLifetimeSeconds: 3600,
    },
    log: pino({ level: 'error' }),
    measure: NO_MEASURE,
    metrics: { token: null, read: async () => ({ type: 'text/plain', text: '' }) },
    basePath: '',
    trustProxy: [],
    corsOrigins: [],
    rateLimit: LIMITS,
    providers: PROVIDER_SETTINGS,
    defaultOrdersProvider: '',
    program: '',
    defaultGymsProvider: '',
    sandbox: false,
    production: false,
  } as const;
  const server = buildServer(options);
  const { statusCode, body } = await server.inject('/openapi.json');
  await server.close();
  if (statusCode !== 200) throw new Error(`the document can't be made: ${body}`);
  return `${JSON.stringify(JSON.parse(body), null, 2)}\n`;
}

if (import.meta.main) await writeFile(OPENAPI_FILE, await openApiText());
