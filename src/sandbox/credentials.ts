import { randomBytes, randomInt } from 'node:crypto';
import { keepSecrets } from '../config/sandbox-secrets.ts';

/** As both simulated providers take them. */
export type SimulatedCredentials = {
  readonly access_token: string;
  readonly webhook_secrets: readonly string[];
  readonly public_key?: string;
};

/** What the simulated providers would have given their customers. */
export type SandboxCredentials = {
  readonly stripe: SimulatedCredentials;
  readonly mercadopago: SimulatedCredentials;
  /** The demo gym's own account. */
  readonly gym: SimulatedCredentials;
};

export function sandboxCredentials(dataDir: string): SandboxCredentials {
  return keepSecrets(dataDir, 'sandbox-credentials.json', () => ({
    stripe: { access_token: `sk_test_${hex(24)}`, webhook_secrets: [`whsec_${hex(16)}`] },
    mercadopago: seller(),
    gym: seller(),
  }));
}

/** What the platform is at Mercado Pago, for gyms that connect their accounts. */
export function sandboxApplication(dataDir: string): { readonly clientId: string; readonly clientSecret: string } {
  return keepSecrets(dataDir, 'sandbox-application.json', () => ({
    clientId: String(randomInt(10 ** 12, 10 ** 13)),
    clientSecret: hex(16),
  }));
}

/** The platform's app at PayPal, in the form of the real ones. */
export function sandboxPayPal(dataDir: string) {
  return keepSecrets(dataDir, 'sandbox-paypal.json', () => ({
    client_id: `A${hex(40)}`,
    client_secret: `E${hex(40)}`,
    webhook_id: hex(9).slice(0, 17).toUpperCase(),
  }));
}

/** The user id ends a Mercado Pago token. */
function seller(): SimulatedCredentials {
  const userId = randomInt(100_000_000, 999_999_999);
  return { access_token: `TEST-${randomInt(10 ** 12)}-112126-${hex(16)}-${userId}`, webhook_secrets: [hex(32)] };
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
