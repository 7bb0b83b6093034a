import type { ProviderAccess } from '../adapters/providers/index.ts';
import type { Application, ProviderSettings } from '../adapters/providers/settings.ts';
import { list, type Reading, text } from './environment.ts';
import { keyFault, type SecretFault, secretFault, without } from './secret-texts.ts';
import { base, secureUrl } from './urls.ts';

/** A key without the secret that verifies its webhooks would take money and never hear of it: both or neither. */
export function readProvider(reading: Reading, settings: ProviderSettings, production: boolean): ProviderAccess {
  const { env, defaultApiBase, faults, forms } = settings;
  const { read, has, problem } = reading;
  const apiBase = read(env.apiBase, base(secureUrl), defaultApiBase);
  const real = (...found: readonly SecretFault[]) => (production ? found : []);
  const key = without(faults.accessToken, ...real(keyFault, otherThan(forms.accessToken)));
  const secret = without(faults.webhookSecret, ...real(secretFault, otherThan(forms.webhookSecret)));
  const accessToken = read(env.accessToken, key, null);
  const webhookSecrets = read(env.webhookSecrets, list(secret), []);
  const isConfigured = has(env.accessToken) || has(env.webhookSecrets);
  if (isConfigured && !has(env.accessToken)) problem(env.accessToken, `is required beside ${env.webhookSecrets}`);
  if (isConfigured && !has(env.webhookSecrets)) problem(env.webhookSecrets, `is required beside ${env.accessToken}`);
  const credentials = isConfigured ? { accessToken: accessToken ?? '', webhookSecrets } : null;
  const publishableKey = read(env.publishableKey, without(faults.publishableKey), null);
  return { apiBase, credentials, publishableKey, application: readApplication(reading, env, production) };
}

function otherThan(form: RegExp): SecretFault {
  return (text) => (form.test(text) ? null : `must match ${form.source}, as every real one does`);
}

/** Notifications of accounts that were connected are signed with the platform's secrets: without them none is believed. */
function readApplication(
  reading: Reading,
  { application, webhookSecrets }: ProviderSettings['env'],
  production: boolean,
): Application | null {
  if (application === undefined) return null;
  const { read, has, problem } = reading;
  const { clientId, clientSecret } = application;
  const names = [clientId, clientSecret];
  const [missing] = names.filter((name) => !has(name));
  if (missing !== undefined && names.some(has)) problem(missing, `is required beside ${names.find(has)}`);
  if (missing !== undefined) return null;
  if (!has(webhookSecrets)) problem(webhookSecrets, `is required beside ${clientId}`);
  return {
    clientId: read(clientId, text, ''),
    clientSecret: read(clientSecret, production ? without(secretFault) : text, ''),
  };
}
