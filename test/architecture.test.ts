import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IRegularForbiddenRuleType } from 'dependency-cruiser';
import { beforeAll, describe, expect, test } from 'vitest';

// The hexagon, as rules. Each looks at the files of its scope, and a scope without files fails: an empty or
// misspelt folder obeys any rule. (TypeScript 7 would do that to all of them: with it dependency-cruiser sees nothing.)

const ROOT = fileURLToPath(new URL('..', import.meta.url));

type Scope = { readonly path: string; readonly pathNot?: string | string[] };
type ImportRule = { readonly sentence: string; readonly from: Scope; readonly to: IRegularForbiddenRuleType['to'] };
type TextRule = { readonly sentence: string; readonly from: Scope; readonly forbidden: RegExp };

/** The libraries as an import resolves to them: a file of the package or of its types, or its bare name when it is missing. */
function libraries(...names: string[]): string[] {
  return names.flatMap((name) => [`^node_modules/${name}/`, `^node_modules/@types/${name}/`, `^${name}(/|$)`]);
}

const DATABASE = [
  ...libraries('pg', '@prisma/[^/]+', '@electric-sql/[^/]+', 'pglite-prisma-adapter'),
  '(^|/)generated/',
];

/** The rooms of src/app, each with the rooms that it may import; all of them may import the files at the top but app.ts. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'api-keys': [],
  audit: [],
  providers: [],
  idempotency: [],
  endpoints: [],
  events: ['endpoints'],
  recording: ['providers'],
  gyms: ['providers'],
  orders: ['recording'],
  opening: ['providers', 'recording'],
  notifications: ['providers', 'recording'],
  payments: ['opening', 'providers', 'recording'],
  'captures-and-refunds': ['payments', 'providers', 'recording'],
  background: ['captures-and-refunds', 'gyms', 'notifications', 'opening', 'providers', 'recording'],
  problems: ['background', 'payments', 'providers'],
};

const ROOM_RULES: readonly ImportRule[] = Object.entries(ROOMS).map(([room, known]) => ({
  sentence: `of the app's other rooms, ${room} knows ${known.join(', ') || 'none'}`,
  from: { path: `^src/app/${room}/` },
  to: { path: ['^src/app/app\\.ts$', '^src/app/[^/]+/'], pathNot: `^src/app/(${[room, ...known].join('|')})/` },
}));

/** Markup says nothing of any provider. */
const HTML = '^src/adapters/http/wire/html\\.ts$';

const IMPORT_RULES: readonly ImportRule[] = [
  {
    sentence: 'the domain imports nothing but the domain, not even from Node',
    from: { path: '^src/domain/' },
    to: { pathNot: '^src/domain/' },
  },
  {
    sentence: 'the ports import nothing but the domain and each other',
    from: { path: '^src/ports/' },
    to: { pathNot: '^src/(domain|ports)/' },
  },
  {
    sentence: 'the app imports nothing but the domain, the ports and itself',
    from: { path: '^src/app/' },
    to: { pathNot: '^src/(domain|ports|app)/' },
  },
  {
    sentence: 'at the top of the app only app.ts knows the rooms',
    from: { path: '^src/app/[^/]+\\.ts$', pathNot: '^src/app/app\\.ts$' },
    to: { path: ['^src/app/app\\.ts$', '^src/app/[^/]+/'] },
  },
  ...ROOM_RULES,
  {
    sentence: 'an adapter knows nothing of ours but what is further inside, and its own kind',
    from: { path: '^src/adapters/([^/]+)/' },
    to: { path: '^src/', pathNot: '^src/(domain|ports|app|adapters/$1)/' },
  },
  {
    sentence: 'no provider knows another, and what they share knows none',
    from: { path: '^src/adapters/providers/([^/]+)/' },
    to: { path: '^src/adapters/providers/[^/]+/', pathNot: '^src/adapters/providers/($1|shared)/' },
  },
  {
    // Adapters in packages of their own are tried by it.
    sentence:
      'the provider kit imports nothing but the domain, the ports, what adapters share, are written with and register, and Node',
    from: { path: '^src/provider-kit/' },
    to: {
      dependencyTypesNot: ['core'],
      pathNot: '^src/(domain/|ports/|provider-kit/|adapters/providers/(shared/|(settings|toolkit)\\.ts$))',
    },
  },
  {
    sentence: 'what runs in production does not know the provider kit',
    from: { path: '^src/', pathNot: '^src/provider-kit/' },
    to: { path: '^src/provider-kit/' },
  },
  {
    // Which keys are sound is one rule for a key of the environment and for one of an issuer's key set.
    sentence:
      'of the adapters the configuration knows the types of their settings, and how those that are keys are read',
    from: { path: '^src/config/' },
    to: {
      path: '^src/adapters/',
      pathNot: '^src/adapters/(secrets/keys|http/auth/public-key)\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    sentence: 'only service.ts, which puts everything together, may load the sandbox',
    from: { path: '^src/', pathNot: '^src/(service\\.ts$|sandbox/)' },
    to: { path: '^src/sandbox/' },
  },
  {
    // Otherwise both could misread a provider's documentation alike, and agree.
    sentence: 'the sandbox shares no code with the adapters, but what writes HTML',
    from: { path: '^src/sandbox/' },
    to: { path: '^src/adapters/', pathNot: HTML },
  },
  {
    sentence: 'nothing in src imports a program: main.ts and what stands in bin and scripts are only started',
    from: { path: '^src/' },
    to: { path: ['^src/[^/]+$', '^(bin|scripts)/'], pathNot: '^src/service\\.ts$' },
  },
  {
    sentence: 'the whole service is known to its program alone',
    from: { path: '^src/', pathNot: '^src/main\\.ts$' },
    to: { path: '^src/service\\.ts$' },
  },
  {
    sentence: 'the command line is a client of the HTTP API: it knows the words, the configuration and how to migrate',
    from: { path: '^src/cli/' },
    to: {
      path: '^src/',
      pathNot: ['^src/(cli|domain|config)/', '^src/app/actor\\.ts$', '^src/adapters/(providers|store)/index\\.ts$'],
    },
  },
  {
    // A program of another repository: nothing of it is in the image.
    sentence: 'of the TypeScript client nothing but its types is known',
    from: { path: '^src/' },
    to: { path: '^clients/', dependencyTypesNot: ['type-only'] },
  },
  {
    // So that an app elsewhere can be made of it.
    sentence: 'an example knows of this repository the TypeScript client, or the package, alone',
    from: { path: '^examples/' },
    to: {
      path: '^[^/]+/',
      pathNot: '^(examples|clients|node_modules|fitstack-payments)/',
      dependencyTypesNot: ['core'],
    },
  },
  {
    sentence: 'Fastify is known to the HTTP adapter and the sandbox alone',
    from: { path: '^src/', pathNot: '^src/(adapters/http|sandbox)/' },
    to: { path: libraries('fastify', 'fastify-plugin', '@fastify/[^/]+') },
  },
  {
    sentence: 'the database is known to the store alone',
    from: { path: '^src/', pathNot: '^src/adapters/store/' },
    to: { path: DATABASE },
  },
  {
    sentence: 'Redis and tokens are known to the HTTP adapter alone',
    from: { path: '^src/', pathNot: '^src/(adapters/http/|config/token\\.ts$)' },
    to: { path: libraries('ioredis', 'jose', 'fast-jwt') },
  },
  {
    sentence: 'Prometheus is known to the metrics adapter alone',
    from: { path: '^src/', pathNot: '^src/adapters/metrics/' },
    to: { path: libraries('prom-client') },
  },
  {
    sentence: "Stripe's SDK is known to the Stripe adapter alone",
    from: { path: '^src/', pathNot: '^src/adapters/providers/stripe/' },
    to: { path: libraries('stripe', '@stripe/[^/]+') },
  },
  {
    sentence: "Mercado Pago's SDK is known to the Mercado Pago adapter alone",
    from: { path: '^src/', pathNot: '^src/adapters/providers/mercadopago/' },
    to: { path: libraries('mercadopago', '@mercadopago/[^/]+') },
  },
  {
    sentence: 'no two files import each other, by however long a way',
    from: { path: '^src/' },
    to: { circular: true },
  },
  {
    // It would be missing from the image, which is installed without development dependencies.
    sentence: 'every library that is imported stands among the run-time dependencies of package.json',
    from: { path: '^src/' },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
  {
    // Where an import leads nowhere, the other rules can't know whether it may.
    sentence: 'every import leads somewhere',
    from: { path: '^src/' },
    to: { couldNotResolve: true },
  },
];

/** The words that belong to one provider; `pi_` begins Stripe's ids, and is not the middle of `api_key`. */
const PROVIDER_WORDS = {
  stripe: /payment_intent|\bpi_/,
  // `shipping_preference` is PayPal's.
  mercadopago: /(?<!shipping_)preference|init_point/,
  paypal: /purchase_unit|paypal-request-id/i,
} as const;

// The HTTP adapter is let off: two of these words stand in the documented JSON of its APIs.
const WORD_RULES: readonly TextRule[] = Object.entries(PROVIDER_WORDS).map(([provider, forbidden]) => ({
  sentence: `the words of ${provider} stand only in its adapter, in the sandbox, and in documented JSON`,
  from: { path: '^src/', pathNot: `^src/(adapters/providers/${provider}|adapters/http|sandbox)/` },
  forbidden,
}));

const TEXT_RULES: readonly TextRule[] = [
  ...WORD_RULES,
  {
    sentence: 'the app and the configuration look into no credential: their names are the providers’ own',
    from: { path: '^src/(app|config)/' },
    forbidden: /access_token|webhook_secrets|client_secret|public_key\b/,
  },
  {
    sentence: 'the command line takes all that belongs to its process from its terminal',
    from: { path: '^src/cli/', pathNot: '^src/cli/terminal\\.ts$' },
    forbidden: /\bprocess\.|\bconsole\./,
  },
  {
    sentence: 'the app writes no path of the HTTP APIs: the adapter that serves them gives it their addresses',
    from: { path: '^src/(domain|ports|app)/' },
    forbidden: /\/api\/v1|\/webhook/,
  },
  {
    sentence: 'the domain and the app ask the world they are given for time, chance and everything outside',
    from: { path: '^src/(domain|app)/' },
    forbidden:
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bconsole\.|\bcrypto\.|\bsetTimeout\b|\bsetInterval\b|(?<![.\w])fetch\(/,
  },
];

let graph: ICruiseResult;
let files: readonly string[];

beforeAll(async () => {
  const forbidden = IMPORT_RULES.map(
    ({ sentence, from, to }) => ({ name: sentence, severity: 'error', from, to }) as const,
  );
  const { output } = await cruise(
    ['src', 'examples'],
    {
      baseDir: ROOT,
      doNotFollow: { path: ['node_modules', '^generated/'] },
      tsPreCompilationDeps: true,
      detectProcessBuiltinModuleCalls: true,
      validate: true,
      ruleSet: { forbidden },
    },
    { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  );
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`);
  graph = output;
  files = graph.modules.map(({ source }) => source).filter((source) => /^(?:src|examples)\//.test(source));
}, 60_000);

function filesIn({ path, pathNot = [] }: Scope): string[] {
  const without = [pathNot].flat().map((pattern) => new RegExp(pattern));
  return files.filter((file) => new RegExp(path).test(file) && !without.some((pattern) => pattern.test(file)));
}

/** Where the text stands, as `file:line: text`. */
async function find(forbidden: RegExp, where: readonly string[]): Promise<string[]> {
  const found = where.map(async (file) => {
    const lines = (await readFile(`${ROOT}/${file}`, 'utf8')).split('\n');
    return lines.flatMap((line, index) => (forbidden.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []));
  });
  return (await Promise.all(found)).flat();
}

describe('the rules', () => {
  test('the rules see every source file', async () => {
    const folders = ['src', 'examples'].map(async (folder) => {
      const written = await readdir(`${ROOT}/${folder}`, { recursive: true });
      return written.filter((name) => /\.(?:ts|js)$/.test(name)).map((name) => `${folder}/${name}`);
    });

    expect(files.toSorted()).toEqual((await Promise.all(folders)).flat().toSorted());
  });

  test('the rules see one program in src, what it starts, and folders', async () => {
    const entries = await readdir(`${ROOT}/src`, { withFileTypes: true });

    expect(entries.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(['main.ts', 'service.ts']);
  });

  test('the rules see imports of types, which are gone when the code runs', () => {
    const payment = graph.modules.find(({ source }) => source === 'src/domain/payment/payment.ts');

    expect(payment?.dependencies.map(({ resolved }) => resolved)).toContain('src/domain/money/money.ts');
  });
});

describe('the app', () => {
  test('the app has no room but those that a sentence is about', async () => {
    const entries = await readdir(`${ROOT}/src/app`, { withFileTypes: true });
    const rooms = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);

    expect(rooms.toSorted()).toEqual(Object.keys(ROOMS).toSorted());
  });

  test('the app has its rooms on floors: each knows only those that are named before it', () => {
    const names = Object.keys(ROOMS);

    for (const [room, known] of Object.entries(ROOMS))
      expect(names.slice(0, names.indexOf(room))).toEqual(expect.arrayContaining([...known]));
  });
});

describe('imports', () => {
  for (const { sentence, from } of IMPORT_RULES) {
    test(sentence, () => {
      const broken = graph.summary.violations.filter(({ rule }) => rule.name === sentence);

      expect(filesIn(from)).not.toEqual([]);
      expect(
        broken.map((found) => `${found.from} → ${found.cycle?.map(({ name }) => name).join(' → ') ?? found.to}`),
      ).toEqual([]);
    });
  }
});

describe('text', () => {
  for (const { sentence, from, forbidden } of TEXT_RULES) {
    test(sentence, async () => {
      expect(filesIn(from)).not.toEqual([]);
      expect(await find(forbidden, filesIn(from))).toEqual([]);
    });
  }

  // A provider is looked up by its name, never recognised by it: adding one touches no existing line but the registry's.
  test('no file compares a provider by name outside the adapters of providers and the sandbox', async () => {
    const folders = await readdir(`${ROOT}/src/adapters/providers`, { withFileTypes: true });
    const names = folders.filter((entry) => entry.isDirectory() && entry.name !== 'shared').map(({ name }) => name);
    const scope = filesIn({ path: '^src/', pathNot: '^src/(adapters/providers|sandbox)/' });

    const name = `['"\`](${names.join('|')})['"\`]`;
    const comparison = new RegExp(
      `[!=]==?\\s*${name}|${name}\\s*[!=]==?|\\bcase\\s+${name}|${name}\\]?\\.(includes|has)\\(`,
    );

    expect(names).not.toEqual([]);
    expect(scope).not.toEqual([]);
    expect(await find(comparison, scope)).toEqual([]);
  });
});
