// What is used of the official SDK, and what its errors mean. Loaded at the first call, as it takes 40 ms and 8 MB.

import { RestClient } from 'mercadopago/dist/utils/restClient/index.js';
import { parseExactly } from '../../shared/json.ts';

export { MercadoPagoConfig, OAuth, Payment, PaymentRefund, Preference } from 'mercadopago';
export { AppConfig } from 'mercadopago/dist/utils/config/index.js';
export { failureOf, isMissing } from './errors.ts';

/** The SDK's only way to the network, which its types call private. */
type Network = { retryWithExponentialBackoff: (...how: readonly unknown[]) => Promise<Response> };

readExactly(RestClient as unknown as Network);

/** The SDK calls `json()` on what `fetch` gave it, which rounds integers beyond 2^53. */
function readExactly(network: Network): void {
  const send = network.retryWithExponentialBackoff;
  network.retryWithExponentialBackoff = async (...how) => {
    const response = await send(...how);
    return Object.assign(response, { json: async () => parseExactly(await response.text()) });
  };
}
