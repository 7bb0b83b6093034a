import type { CredentialView, ProviderList } from './answers.ts';
import type { Service } from './service.ts';
import type { Terminal } from './terminal.ts';

/** As the API takes them: under the names that the provider declares. */
export type Credentials = Readonly<Record<string, string | readonly string[]>>;

/** Options of a command that takes credentials. */
export type CredentialOptions = {
  readonly credentialsStdin?: boolean;
  readonly credential?: readonly string[];
};

/** A name, and one value of it. */
type Pair = readonly [name: string, value: string];
type Fields = readonly CredentialView[];

/** What was typed, a line each; null when nothing is to be read. @throws Error when nothing was typed */
export async function typedLines(terminal: Terminal, { credentialsStdin = false }: CredentialOptions) {
  if (!credentialsStdin) return null;
  if (terminal.isInteractive) terminal.writeError('A line for each, such as client_secret=…; end with Ctrl-D:\n');
  const lines = (await terminal.readAll()).split('\n').map((line) => line.trim());
  const typed = lines.filter((line) => line !== '');
  if (typed.length === 0) throw new Error('Standard input must hold the credentials, in lines such as client_secret=…');
  return typed;
}

/** What credentials of the provider are; of every provider where none is named. */
export async function credentialFields(service: Service, provider: string | undefined): Promise<Fields> {
  const { items } = await service.call<ProviderList>('GET', '/api/v1/providers');
  const named = items.filter(({ name }) => name === provider);
  return (named.length > 0 ? named : items).flatMap(({ credentials }) => credentials);
}

/**
 * From what was typed, or else from the environment, and what is no secret also from options; null when nothing is given.
 * What is missing is said by the service.
 * @throws Error in one line.
 */
export function credentialsIn(
  { env }: Pick<Terminal, 'env'>,
  typed: readonly string[] | null,
  fields: Fields,
  { credential = [] }: CredentialOptions,
): Credentials | null {
  const pairs = [
    ...(typed === null ? inEnvironment(env, fields) : namedIn(typed, fields)),
    ...credential.map((text) => openPair(fields, text)),
  ];
  return pairs.length === 0 ? null : collected(fields, pairs);
}

/** Lines without names are what the provider requires, in its order; the first list takes all that are left. */
function namedIn(typed: readonly string[], fields: Fields): readonly Pair[] {
  const pairs = typed.map(pairIn);
  if (pairs.some(([name]) => hasName(fields, name))) return pairs;
  const required = fields.filter((field) => field.required);
  const list = required.findIndex((field) => field.list);
  const last = list === -1 ? Number.POSITIVE_INFINITY : list;
  return typed.map((value, index) => [required[Math.min(index, last)]?.name ?? '', value] as const);
}

/** `FITSTACK_CLIENT_SECRET` for `client_secret`; the values of a list are separated by commas. */
function inEnvironment(env: Terminal['env'], fields: Fields): readonly Pair[] {
  return fields.flatMap(({ name, list }) => {
    const text = env[`FITSTACK_${name.toUpperCase()}`] ?? '';
    const values = (list ? text.split(',') : [text]).map((value) => value.trim());
    return values.filter((value) => value !== '').map((value) => [name, value] as const);
  });
}

function openPair(fields: Fields, text: string): Pair {
  const pair = pairIn(text);
  const [name] = pair;
  if (fields.some((field) => field.name === name && field.secret))
    throw new Error(`${name} is a secret, and everybody on a machine can read arguments: use --credentials-stdin`);
  return pair;
}

function pairIn(text: string): Pair {
  const end = text.indexOf('=');
  return end === -1 ? ['', text] : [text.slice(0, end), text.slice(end + 1)];
}

function collected(fields: Fields, pairs: readonly Pair[]): Credentials {
  const unknown = pairs.find(([name]) => !hasName(fields, name));
  if (unknown !== undefined)
    throw new Error(`There is no credential ${shown(unknown[0])}: it must be one of ${namesOf(fields)}`);
  const byName = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, given]) => {
      const values = given.map(([, value]) => value);
      const isList = fields.some((field) => field.name === name && field.list);
      return [name, isList ? values : (values.at(-1) ?? '')];
    }),
  );
}

/** Only what can be a name is shown: before a `=` may also stand a part of a secret. */
function shown(name: string): string {
  return /^[a-z][a-z0-9_]{0,31}$/.test(name) ? name : 'without a name';
}

function hasName(fields: Fields, name: string): boolean {
  return fields.some((field) => field.name === name);
}

function namesOf(fields: Fields): string {
  return [...new Set(fields.map(({ name }) => name))].join(', ');
}
