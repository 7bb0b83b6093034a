import { readFile, writeFile } from 'node:fs/promises';
import { createProviders, PROVIDER_SETTINGS } from '../src/adapters/providers/index.ts';
import type { ProviderSettings } from '../src/adapters/providers/settings.ts';
import type { PaymentProvider } from '../src/ports/payment-provider/payment-provider.ts';

// What documents say of each provider, as its settings and its adapter declare it. A test fails when a document is stale.

type Written = { readonly file: URL; readonly text: () => Promise<string> };

const at = (path: string) => new URL(`../${path}`, import.meta.url);
const COMMAND = '`npm run documents`';

export const PROVIDER_DOCUMENTS: readonly Written[] = [
  partOf(at('README.md'), ['<!-- providers -->', '<!-- /providers -->'], variableTable),
  partOf(at('.env.example'), ["# The platform's accounts at providers:", '# End of the accounts.'], exampleLines),
  { file: at('docs/providers.md'), text: async () => `${(await page()).join('\n')}\n` },
];

/** Of a file only what stands between these two lines is written. */
function partOf(file: URL, [begin, end]: readonly [string, string], lines: () => readonly string[]): Written {
  return {
    file,
    async text() {
      const all = (await readFile(file, 'utf8')).split('\n');
      const [from, to] = [all.indexOf(begin), all.indexOf(end)];
      if (from === -1 || to < from) throw new Error(`${file.pathname} has no lines ${begin} and ${end}`);
      return [...all.slice(0, from + 1), ...lines(), ...all.slice(to)].join('\n');
    },
  };
}

type Variable = { readonly name: string; readonly state: string; readonly meaning: string };

function variablesOf({ name, credentials, application, api }: ProviderSettings): readonly Variable[] {
  const own = credentials.fields.map(({ variable, isRequired, isList, description }) => ({
    name: variable,
    state: `${isRequired ? 'required' : 'optional'}${isList ? ', comma-separated' : ''}`,
    meaning: description,
  }));
  const needed = credentials.fields.find((field) => field.name === application?.needs)?.variable;
  const meaning = `The platform's application at ${name}, to which gyms connect their accounts; needs \`${needed}\`.`;
  const ids = application === undefined ? [] : [application.clientId, application.clientSecret];
  const base = api === null ? [] : [{ name: api.variable, state: `\`${api.base}\``, meaning: 'For tests.' }];
  return [...own, ...ids.map((each) => ({ name: each, state: 'both or neither', meaning })), ...base];
}

function variableTable(): readonly string[] {
  const rows = PROVIDER_SETTINGS.flatMap((settings) =>
    variablesOf(settings).map(({ name, state, meaning }) => [settings.name, `\`${name}\``, state, meaning]),
  );
  return ['', ...table(['provider', 'variable', '', 'meaning'], rows), ''];
}

function exampleLines(): readonly string[] {
  const names = PROVIDER_SETTINGS.flatMap((settings) => {
    const { api } = settings;
    return variablesOf(settings).filter(({ name }) => name !== api?.variable);
  });
  return names.map(({ name }) => `# ${name}=`);
}

const yes = (is: boolean) => (is ? 'yes' : 'no');

/** Rows of the matrix. What a capability means stands in `Capabilities` of the port. */
const ROWS: Readonly<Record<string, (provider: PaymentProvider, settings: ProviderSettings) => string>> = {
  'pays orders, in the client app': ({ capabilities }) => yes(capabilities.flows.includes('client')),
  "pays gyms' checkouts, on a page": ({ capabilities }) => yes(capabilities.flows.includes('redirect')),
  'manual capture': ({ capabilities }) => yes(capabilities.captureMethods.includes('manual')),
  'refunds, also in parts': ({ capabilities }) => yes(capabilities.refunds),
  'one purchase in several parts, such as two cards': ({ capabilities }) => yes(capabilities.splitsPurchases),
  'needs a `return_url` for its page': ({ capabilities }) => yes(capabilities.redirectNeedsReturnUrl),
  'a declined attempt ends the payment': ({ capabilities }) => yes(capabilities.failedIsFinal),
  'the service takes the money after the buyer has agreed': ({ capabilities }) => yes(capabilities.completes),
  'who says that money came': ({ capabilities }) => capabilities.confirmedBy,
  webhooks: ({ capabilities }) =>
    capabilities.webhooks === 'asked' ? 'the provider is asked about each' : capabilities.webhooks,
  disputes: ({ capabilities }) => capabilities.disputes,
  'gyms connect their account by consent': (_provider, { application }) => yes(application !== undefined),
};

async function page(): Promise<readonly string[]> {
  const providers = await createProviders({ timeoutMs: 1, now: () => new Date(), notificationKeys: [], accounts: {} });
  const adapters = PROVIDER_SETTINGS.flatMap((settings) => {
    const provider = providers.get(settings.name);
    return provider === undefined ? [] : [{ provider, settings }];
  });
  const rows = Object.entries(ROWS).map(([label, cell]) => [
    label,
    ...adapters.map(({ provider, settings }) => cell(provider, settings)),
  ]);
  return [
    '# Providers',
    '',
    `What each can do, and what opens an account there. Written by ${COMMAND}. \`GET /api/v1/providers\` says the same of a`,
    'running service, with the providers of other packages.',
    '',
    ...table(['', ...PROVIDER_SETTINGS.map(({ name }) => name)], rows),
    ...PROVIDER_SETTINGS.flatMap(credentialsSection),
  ];
}

function credentialsSection({ name, credentials }: ProviderSettings): readonly string[] {
  const rows = credentials.fields.map((field) => [
    `\`${field.name}\`${field.isList ? ', a list' : ''}`,
    ...[yes(field.isRequired), yes(field.isSecret), `\`${field.variable}\``, field.description],
  ]);
  const head = ['', `## \`credentials\` of ${name}`, ''];
  if (rows.length === 0) return [...head, 'None: an account there needs none.'];
  return [...head, ...table(['name', 'required', 'secret', "the platform's own", 'meaning'], rows)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

if (import.meta.main) for (const { file, text } of PROVIDER_DOCUMENTS) await writeFile(file, await text());
