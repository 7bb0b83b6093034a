import { text } from 'node:stream/consumers';

/** As the API takes them. */
export type Credentials = { readonly access_token: string; readonly webhook_secrets: readonly string[] };

/** From standard input, or else from the environment; null when neither has any. */
export async function readCredentials(fromStdin: boolean): Promise<Credentials | null> {
  if (fromStdin) {
    if (process.stdin.isTTY)
      process.stderr.write('Access token, then webhook secrets, a line each; end with Ctrl-D:\n');
    return credentialsOf((await text(process.stdin)).split('\n'), 'Standard input');
  }
  const token = process.env['FITSTACK_ACCESS_TOKEN'] ?? '';
  const secrets = process.env['FITSTACK_WEBHOOK_SECRETS'] ?? '';
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
