import { once } from 'node:events';
import { createServer } from 'node:http';
import { createPayments } from './payments.ts';
import { createPurchases } from './purchases.ts';
import { settingsIn } from './settings.ts';
import { createShop } from './shop.ts';
import { subscribe } from './subscription.ts';

/** Runs the shop until it is interrupted; then the payment service is asked to send it no more events. */
async function run(): Promise<void> {
  const interrupted = Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
  const settings = settingsIn(process.env);
  const payments = createPayments(settings);
  const subscription = await subscribe(payments.client, `${settings.shopUrl}/events`);
  try {
    await payments.bringBuyersBack();
    const { verify } = subscription;
    const server = createServer(createShop({ payments, purchases: createPurchases(), verify }));
    server.listen(settings.port, '127.0.0.1');
    await once(server, 'listening');
    console.log(`The shop is open: ${settings.shopUrl}`);
    await interrupted;
    server.close();
    server.closeAllConnections();
  } finally {
    await subscription.end();
  }
}

await run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
