import type { Terminal } from './terminal.ts';

/** As the API takes them. */
export type Credentials = {
  readonly access_token: string;
  readonly webhook_secrets: readonly string[];
  readonly public_key?: string;
};

/** From standard input, or else from the environment; null when neither has any. */
export async function readCredentials(terminal: Terminal, fromStdin: boolean): Promise<Credentials | null> {
  if (fromStdin) {
    if (terminal.isInteractive)
      terminal.writeError('Access token, then webhook secrets, a line each; end with Ctrl-D:\n');
    return credentialsOf((await terminal.readAll()).split('\n'), 'Standard input');
  }
  const token = terminal.env['FITSTACK_ACCESS_TOKEN'] ?? '';
  const secrets = terminal.env['FITSTACK_WEBHOOK_SECRETS'] ?? '';
  if (token === '' && secrets === '') return null;
  return credentialsOf([token, ...secrets.split(',')], 'FITSTACK_ACCESS_TOKEN and FITSTACK_WEBHOOK_SECRETS');
}

function credentialsOf(lines: readonly string[], source: string): Credentials {
  const [token = '', ...secrets] = lines.map((line) => line.trim());
  const webhookSecrets = secrets.filter((secret) => secret !== '');
  if (token === '' || webhookSecrets.length === 0)
    throw new Error(`${source} must hold an access token and at least one webhook secret`);
  return { access_token: token, webhook_secrets: webhookSecrets };
}

/** They are stored together: a key alone would be left without them. */
export function withPublicKey(credentials: Credentials | null, key: string | undefined): Credentials | null {
  if (key === undefined) return credentials;
  if (credentials === null) throw new Error('--public-key belongs to credentials, which must be given with it');
  return { ...credentials, public_key: key };
}
