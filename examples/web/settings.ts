export type Settings = {
  /** The payment service. */
  readonly serviceUrl: string;
  /** Where orders are paid while the service has no publishable key. */
  readonly sandboxUrl: string;
  /** A JWT or an API key with the scopes `orders:write gyms:write webhooks:manage`. */
  readonly token: string;
  /** Whom orders belong to: the user of the token. */
  readonly userId: string;
  /** This shop, as browsers and the payment service reach it. */
  readonly shopUrl: string;
  readonly port: number;
};

/** @throws Error that says what is missing. */
export function settingsIn(env: Readonly<Record<string, string | undefined>>): Settings {
  const token = env['FITSTACK_TOKEN'] ?? '';
  if (token === '') throw new Error('FITSTACK_TOKEN is not set: examples/web/README.md says how to make one');
  const serviceUrl = env['FITSTACK_URL'] ?? 'http://127.0.0.1:8080';
  const port = Number(env['PORT'] ?? 3000);
  return {
    serviceUrl,
    sandboxUrl: env['SANDBOX_URL'] ?? `http://127.0.0.1:${Number(new URL(serviceUrl).port) + 1}`,
    token,
    userId: env['FITSTACK_USER'] ?? userOf(token),
    shopUrl: env['SHOP_URL'] ?? `http://127.0.0.1:${port}`,
    port,
  };
}

function userOf(token: string): string {
  const [, claims] = token.split('.');
  if (claims === undefined)
    throw new Error('FITSTACK_USER is not set: an API key does not show its user, "key:" and its id');
  return String(JSON.parse(Buffer.from(claims, 'base64url').toString()).sub);
}
