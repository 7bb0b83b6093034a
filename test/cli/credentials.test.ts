import { describe, expect, test } from 'vitest';
import type { CredentialView } from '../../src/cli/answers.ts';
import { type CredentialOptions, credentialFields, credentialsIn, typedLines } from '../../src/cli/credentials.ts';
import type { Service } from '../../src/cli/service.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

const field = (name: string, more: Partial<CredentialView> = {}): CredentialView => ({
  ...{ name, description: '', secret: true, required: true, list: false, environment_variable: '' },
  ...more,
});
const CLIENT = [field('client_id', { secret: false }), field('client_secret'), field('secrets', { list: true })];
const TOKEN = [
  field('access_token'),
  field('webhook_secrets', { list: true }),
  field('public_key', { secret: false, required: false }),
];

/** A terminal with this on its standard input and in its environment, and what it was asked. */
function aTerminal({
  stdin = '',
  env = {},
  isInteractive = false,
}: Partial<Record<'stdin', string>> & Partial<Terminal>) {
  const asked: string[] = [];
  const terminal = { env, isInteractive, readAll: async () => stdin, writeError: (text: string) => asked.push(text) };
  return { terminal: terminal as unknown as Terminal, asked };
}

async function read(
  fields: readonly CredentialView[],
  given: Parameters<typeof aTerminal>[0],
  options: CredentialOptions = {},
) {
  const { terminal } = aTerminal(given);
  return credentialsIn(terminal, await typedLines(terminal, options), fields, options);
}

describe('credentials on standard input', () => {
  test('credentials on standard input are named, a line for each value', async () => {
    const stdin = 'client_id=A1\n\n client_secret=E=2= \nsecrets=one\nsecrets=two\n';

    expect(await read(CLIENT, { stdin }, { credentialsStdin: true })).toEqual({
      ...{ client_id: 'A1', client_secret: 'E=2=', secrets: ['one', 'two'] },
    });
  });

  test('credentials on standard input without names are what the provider requires, in its order', async () => {
    const reading = (fields: readonly CredentialView[], stdin: string) =>
      read(fields, { stdin }, { credentialsStdin: true });

    expect(await reading(TOKEN, 'TEST-1\nc2VjcmV0LW9uZQ==\nsecret-two\n')).toEqual({
      ...{ access_token: 'TEST-1', webhook_secrets: ['c2VjcmV0LW9uZQ==', 'secret-two'] },
    });
    expect(await reading(CLIENT, 'A1\nE2\none')).toEqual({ client_id: 'A1', client_secret: 'E2', secrets: ['one'] });
    expect(await reading([...TOKEN, ...CLIENT], 'T1\none\ntwo\nthree')).toEqual({
      ...{ access_token: 'T1', webhook_secrets: ['one', 'two', 'three'] },
    });
    await expect(reading(CLIENT.slice(0, 2), 'A1\nE2\nE3')).rejects.toThrow('There is no credential without a name');
  });

  test('credentials on standard input are refused where a line has no name of the provider', async () => {
    const reading = (stdin: string) => read(CLIENT, { stdin }, { credentialsStdin: true });

    await expect(reading('client_id=A1\nE2')).rejects.toThrow('There is no credential without a name');
    await expect(reading('client_id=A1\nkey=E2')).rejects.toThrow(
      'There is no credential key: it must be one of client_id, client_secret, secrets',
    );
    await expect(reading('client_id=A1\nc2VjcmV0Cg==')).rejects.toThrow('There is no credential without a name');
    await expect(reading(' \n')).rejects.toThrow('Standard input must hold the credentials');
  });

  test('credentials on standard input are asked for from a person', async () => {
    const { terminal, asked } = aTerminal({ stdin: 'client_id=A1', isInteractive: true });

    await typedLines(terminal, { credentialsStdin: true });

    expect(asked).toEqual(['A line for each, such as client_secret=…; end with Ctrl-D:\n']);
  });
});

describe('credentials in the environment', () => {
  test('credentials in the environment have the names in upper case, lists with commas', async () => {
    const env = {
      FITSTACK_CLIENT_ID: 'A1',
      FITSTACK_CLIENT_SECRET: 'E,2',
      FITSTACK_SECRETS: 'one, two',
      FITSTACK_TOKEN: 'x',
    };

    expect(await read(CLIENT, { env })).toEqual({ client_id: 'A1', client_secret: 'E,2', secrets: ['one', 'two'] });
  });

  test('credentials in the environment are completed by options, and are none where nothing is set', async () => {
    const env = { FITSTACK_ACCESS_TOKEN: 'TEST-1' };

    expect(await read(TOKEN, { env }, { credential: ['public_key=pk_1'] })).toEqual({
      ...{ access_token: 'TEST-1', public_key: 'pk_1' },
    });
    expect(await read(TOKEN, { env: { FITSTACK_ACCESS_TOKEN: ' ' } })).toBeNull();
  });

  test('a secret is taken from no argument', async () => {
    await expect(read(CLIENT, {}, { credential: ['client_secret=E1'] })).rejects.toThrow(
      'client_secret is a secret, and everybody on a machine can read arguments: use --credentials-stdin',
    );
  });
});

test('the credentials that there are, are those of the named provider, and of all where none is named', async () => {
  const items = [
    { name: 'clientpay', credentials: CLIENT },
    { name: 'tokenpay', credentials: TOKEN },
  ];
  const service = { call: async () => ({ items }) } as unknown as Service;

  expect(await credentialFields(service, 'tokenpay')).toEqual(TOKEN);
  expect(await credentialFields(service, undefined)).toEqual([...CLIENT, ...TOKEN]);
});
