import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// Breaks the code on purpose, one bug at a time, in a copy of the checkout, and expects the test that should
// notice to turn red: `npm run mutations`. It needs TEST_DATABASE_URL, since races and crashes show on a server only.

type Mutation = {
  readonly bug: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** A file of tests, and the beginning or a part of the title that should turn red. */
  readonly test: readonly [file: string, title: string];
};

const IN_FLIGHT = 'test/service/calls-in-flight.test.ts';

const MUTATIONS: readonly Mutation[] = [
  {
    bug: 'no partial index: an order may have several open payments',
    file: 'prisma/migrations/20261128150000_initial/migration.sql',
    find: 'CREATE UNIQUE INDEX "payments_one_open_per_order"',
    replace: 'CREATE INDEX "payments_one_open_per_order"',
    test: ['test/adapters/store/schema.test.ts', 'one open payment per order'],
  },
  {
    bug: 'dedupe on seen: a delivery that was only kept counts as processed',
    file: 'src/domain/purchase/record.ts',
    find: "purchase.delivery === 'processed'",
    replace: 'purchase.delivery !== null',
    test: ['test/adapters/store/conformance.test.ts', 'that was kept as waiting is still processed'],
  },
  {
    bug: 'no compare: a commit overwrites what came since it was loaded',
    file: 'src/adapters/store/purchases/statement.ts',
    find: ' AND version = ${',
    replace: ' AND version >= 0 * ${',
    test: ['test/adapters/store/races.test.ts', 'when a payment succeeds while its order is being opened again'],
  },
  {
    bug: 'no compare: a lease that two replicas take at once is held by both',
    file: 'src/adapters/store/purchases/statement.ts',
    find: ' AND version = ${',
    replace: ' AND version >= 0 * ${',
    test: ['test/adapters/store/random-races.test.ts', 'give the lease of a checkout’s payment to one'],
  },
  {
    bug: 'random provider key: each call for a parent has another one',
    file: 'src/app/opening/open-parent.ts',
    find: 'idempotencyKey: `',
    replace: 'idempotencyKey: context.world.newId() + `',
    test: [IN_FLIGHT, 'a lost answer is asked for with the same key'],
  },
  {
    bug: 'lease too short: a call in flight is taken for lost',
    file: 'src/main.ts',
    find: 'leaseMs: Math.max(MIN_LEASE_MS, 2 * CALLS_PER_OPENING * config.providerTimeoutMs)',
    replace: 'leaseMs: 300',
    test: [IN_FLIGHT, 'the lease outlives the call'],
  },
  {
    bug: 'no amount comparison: whatever was paid is enough',
    file: 'src/domain/assessment.ts',
    find: 'return [...findings, ...compareMoney(payment, report, terms)];',
    replace: 'return findings;',
    test: ['test/service/stripe-mismatches.test.ts', 'of another amount is an anomaly'],
  },
  {
    bug: 'provider call inside a transaction: the payment stays locked meanwhile',
    file: 'src/adapters/store/purchases/index.ts',
    find: 'commitPurchase: (loaded, changes, beside) => commitPurchase(db, loaded, changes, beside),',
    replace: `commitPurchase: async (loaded, changes, beside) => {
        const committed = await commitPurchase(db, loaded, changes, beside);
        if (loaded.payment === null && changes.purchase.payment !== null)
          void db.prisma.$transaction(
            async (tx) => {
              const { id } = changes.purchase.payment;
              await tx.$executeRawUnsafe('SELECT FROM payments WHERE id = $1::uuid FOR SHARE', id);
              await new Promise((resolve) => setTimeout(resolve, 2_500));
            },
            { timeout: 10_000 },
          );
        return committed;
      },`,
    test: [IN_FLIGHT, 'E5, no call of a provider is inside a transaction: a Stripe intent'],
  },
];

const ROOT = join(import.meta.dirname, '../..');

type TestResult = { readonly fullName: string; readonly status: string; readonly failureMessages?: readonly string[] };

if (process.env['TEST_DATABASE_URL'] === undefined) throw new Error('npm run mutations needs TEST_DATABASE_URL');
const copy = copyOfCheckout();
try {
  const titles = MUTATIONS.map(({ test: [, title] }) => title);
  const files = [...new Set(MUTATIONS.map(({ test: [file] }) => file))];
  const healthy = run(copy, files, titles);
  for (const title of titles)
    if (!passed(healthy, title)) throw new Error(`red, or not there, without any bug: ${title}`);
  say(`all ${titles.length} tests are green without a bug`);
  const unnoticed = MUTATIONS.filter((mutation) => !isNoticed(copy, mutation));
  say(`${MUTATIONS.length - unnoticed.length} of ${MUTATIONS.length} bugs were noticed`);
  process.exitCode = unnoticed.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** What git knows or would add, beside the libraries and what is generated. */
function copyOfCheckout(): string {
  const to = mkdtempSync(join(tmpdir(), 'fitstack-mutations-'));
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(ROOT, file), join(to, file));
  }
  cpSync(join(ROOT, 'generated'), join(to, 'generated'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(to, 'node_modules'));
  return to;
}

/** Puts the bug in, runs the test that should notice, and takes it out again. */
function isNoticed(copy: string, { bug, file, find, replace, test: [testFile, title] }: Mutation): boolean {
  const path = join(copy, file);
  const right = readFileSync(path, 'utf8');
  if (right.split(find).length !== 2) {
    say(`NOT APPLIED  ${bug}: ${file} has changed`);
    return false;
  }
  writeFileSync(
    path,
    right.replace(find, () => replace),
  );
  const red = run(copy, [testFile], [title]).filter(({ status }) => status === 'failed');
  writeFileSync(path, right);
  const [first] = red;
  say(
    first === undefined
      ? `GREEN        ${bug}`
      : `red          ${bug}\n             ${first.fullName}\n             ${reasonOf(first)}`,
  );
  return first !== undefined;
}

/** The tests of these titles. None at all, when a file could not even be loaded: that shows nothing. */
function run(cwd: string, files: readonly string[], titles: readonly string[]): readonly TestResult[] {
  const report = join(cwd, 'report.json');
  rmSync(report, { force: true });
  const pattern = titles.map((title) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', ...files, '-t', pattern, '--maxWorkers=1', '--reporter=json', `--outputFile=${report}`];
  spawnSync(process.execPath, args, { cwd, stdio: 'ignore' });
  if (!existsSync(report)) return [];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { assertionResults: TestResult[] }[];
  };
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

function passed(results: readonly TestResult[], title: string): boolean {
  const named = results.filter(({ fullName, status }) => fullName.includes(title) && status !== 'skipped');
  return named.length > 0 && named.every(({ status }) => status === 'passed');
}

function reasonOf({ failureMessages = [] }: TestResult): string {
  return (failureMessages[0] ?? '').split('\n')[0]?.slice(0, 160) ?? '';
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
