import { type Running, start } from './process.ts';
import { JWT_SECRET, STRIPE_KEY, WEBHOOK_SECRET } from './settings.ts';

type Environment = Readonly<Record<string, string>>;

/** Everything that is measured, each in a process of its own. */
export type Programs = Readonly<Record<'service' | 'read' | 'webhook' | 'simulator', Running>>;

/** As `npm start` has them. */
const NODE_OPTIONS = ['--max-semi-space-size=4', '--max-old-space-size=160'];

const UNLIMITED = '1000000';
const KEY = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64');

/** As in production, with its log, which is discarded; only Stripe's address is this machine. */
export function startService(database: Environment, stripeUrl: string): Promise<Running> {
  const env = {
    ...(database['DATABASE_URL'] !== undefined && { NODE_ENV: 'production' }),
    ...database,
    SANDBOX: '0',
    PUBLIC_URL: 'https://bench.example.com',
    CREDENTIALS_KEY: `bench:${KEY}`,
    JWT_SECRET,
    STRIPE_SECRET_KEY: STRIPE_KEY,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_API_BASE: stripeUrl,
    RATE_LIMIT_MAX: UNLIMITED,
    RATE_LIMIT_WEBHOOK_MAX: UNLIMITED,
  };
  return start({ file: 'bin/start.ts', env, nodeOptions: NODE_OPTIONS });
}

export function startFloor(name: 'read' | 'webhook', database: Environment): Promise<Running> {
  const env = { ...database, NODE_ENV: 'production' };
  return start({ file: `bench/floors/${name}.ts`, env, ready: '/health' });
}

export function startSimulator(): Promise<Running> {
  const anything = '/sandbox/payments';
  return start({ file: 'bench/simulator.ts', env: { NODE_ENV: 'production' }, health: anything, ready: anything });
}
