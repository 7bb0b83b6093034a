import type { ProviderAccess } from '../adapters/providers/index.ts';
import type { Application, ProviderSettings } from '../adapters/providers/settings.ts';
import type { DeclaredCredential } from '../adapters/providers/shared/credentials.ts';
import type { Credentials } from '../domain/payment/account.ts';
import { list, type Reading, text } from './environment.ts';
import { keyFault, type SecretFault, secretFault, without } from './secret-texts.ts';
import { base, secureUrl } from './urls.ts';

/** `given` is all that the environment has, `credentials` only what is whole. */
export type ConfiguredProvider = ProviderAccess & { readonly given: Credentials };

export function readProvider(reading: Reading, settings: ProviderSettings, production: boolean): ConfiguredProvider {
  const { api, credentials } = settings;
  const apiBase = api === null ? '' : reading.read(api.variable, base(secureUrl), api.base);
  const values = credentials.fields.map((field) => [field.name, readCredential(reading, field, production)] as const);
  const given = Object.fromEntries(values.filter(isGiven));
  requireAllOrNone(reading, credentials.fields);
  const isWhole = credentials.fields.every(({ name, isRequired }) => !isRequired || name in given);
  const application = readApplication(reading, settings, production);
  return { apiBase, given, credentials: isWhole ? given : null, application };
}

type Value = string | readonly string[];

function isGiven(entry: readonly [string, Value | null]): entry is readonly [string, Value] {
  return entry[1] !== null;
}

function readCredential({ read }: Reading, field: DeclaredCredential, production: boolean): Value | null {
  const { kind, variable, isList, fault = () => null, form } = field;
  const one = without(fault, ...(production ? [FAULTS[kind], otherThan(form)] : []));
  return isList ? read<Value | null>(variable, list(one), null) : read<Value | null>(variable, one, null);
}

/** What no real one is like, whichever provider's. */
const FAULTS: Readonly<Record<DeclaredCredential['kind'], SecretFault>> = {
  key: keyFault,
  webhook_secret: secretFault,
  open: () => null,
};

function otherThan(form: RegExp | undefined): SecretFault {
  return (text) => (form === undefined || form.test(text) ? null : `must match ${form.source}, as every real one does`);
}

/** A key without the secret that verifies its webhooks would take money and never hear of it: all of them or none. */
function requireAllOrNone({ has, problem }: Reading, fields: readonly DeclaredCredential[]): void {
  const required = fields.filter(({ isRequired }) => isRequired);
  const present = required.find(({ variable }) => has(variable));
  if (present === undefined) return;
  for (const { variable } of required) if (!has(variable)) problem(variable, `is required beside ${present.variable}`);
}

/** Without the credential that it needs nothing about accounts that were connected would be believed. */
function readApplication(
  reading: Reading,
  { application, credentials }: ProviderSettings,
  production: boolean,
): Application | null {
  if (application === undefined) return null;
  const { read, has, problem } = reading;
  const { clientId, clientSecret, needs } = application;
  const names = [clientId, clientSecret];
  const [missing] = names.filter((name) => !has(name));
  if (missing !== undefined && names.some(has)) problem(missing, `is required beside ${names.find(has)}`);
  if (missing !== undefined) return null;
  const needed = credentials.fields.find(({ name }) => name === needs)?.variable ?? needs;
  if (!has(needed)) problem(needed, `is required beside ${clientId}`);
  return {
    clientId: read(clientId, text, ''),
    clientSecret: read(clientSecret, production ? without(secretFault) : text, ''),
  };
}

type Configured = ConfiguredProvider | undefined;

/** Whether the platform has an account there that an operator gave credentials for: some providers need none. */
export function hasKeys(provider: Configured): boolean {
  return Object.keys(provider?.credentials ?? {}).length > 0;
}

/** Whether payments with the platform's own account there move real money. */
export function movesMoney({ isLive }: ProviderSettings, provider: Configured): boolean {
  return provider != null && provider.credentials !== null && isLive(provider.credentials, provider.apiBase);
}

/** The variables of what is required for an account; the first is the one that an operator knows it by. */
export function variablesOf({ credentials }: ProviderSettings): readonly string[] {
  return credentials.fields.filter(({ isRequired }) => isRequired).map(({ variable }) => variable);
}
