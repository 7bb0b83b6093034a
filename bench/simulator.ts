import { startSandbox } from '../src/sandbox/server.ts';
import { STRIPE_KEY, WEBHOOK_SECRET } from './settings.ts';

// The simulated providers in a process of their own, as real ones are; they remember in memory only, and send
// no webhooks. Its own throughput is floor (c): opening an intent can't be faster than making one.

const sandbox = await startSandbox({
  port: Number(process.env['PORT']),
  stateFile: null,
  stripe: { secretKey: STRIPE_KEY, webhookSecret: WEBHOOK_SECRET, webhookUrl: 'http://127.0.0.1:9/discard' },
  mercadopago: { sellers: [] },
});
process.once('SIGTERM', () => void sandbox.close().then(() => process.exit(0)));
