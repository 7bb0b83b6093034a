import { startSandbox } from '../../src/sandbox/server.ts';
import type { ProviderOptions } from './processes.ts';

// Both providers in a process of their own: it survives the service's death, and counts what it was asked for.

const { stripe, sellers, webhookUrl } = JSON.parse(process.argv[2] ?? '') as ProviderOptions;
const sandbox = await startSandbox({
  port: 0,
  stateFile: null,
  stripe: { ...stripe, webhookUrl },
  mercadopago: { sellers },
});
process.on('disconnect', () => process.exit());
process.send?.(sandbox.url);
