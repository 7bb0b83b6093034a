import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Databases, embedded, onServer } from './database.ts';
import { tableOf } from './report.ts';
import { stockFor } from './scenarios.ts';
import { SIZES } from './settings.ts';
import { type Findings, runSuite } from './suite.ts';

// `npm run bench -- [--smoke] [--json FILE]`: what the service can do, held against the least that it could cost.
// `npm run bench -- million [--payments N]`: how long a database with so many payments takes to find them.

const {
  positionals: [what],
  values: { smoke, json, payments },
} = parseArgs({
  allowPositionals: true,
  options: {
    payments: { type: 'string', default: '1000000' },
    /** Only that it runs: everything once, and little of it. */
    smoke: { type: 'boolean', default: false },
    json: { type: 'string', default: new URL('../generated/bench.json', import.meta.url).pathname },
  },
});

const SERVER = process.env['TEST_DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

/** When no more rounds are begun, from the start of the run, so that the whole of it takes less than three minutes. */
const DEADLINE_MS = { server: 75_000, embedded: 120_000 } as const;

async function find(title: string, place: 'server' | 'embedded'): Promise<Findings> {
  const size = smoke ? SIZES.smoke : SIZES[place];
  const databases: Databases = await (place === 'server' ? onServer(SERVER, stockFor(size)) : embedded(stockFor(size)));
  try {
    const findings = await runSuite(databases, size, DEADLINE_MS[place]);
    process.stdout.write(`${tableOf(title, findings)}\n`);
    return findings;
  } finally {
    await databases.drop();
  }
}

async function compare(): Promise<void> {
  const server = await find('PostgreSQL', 'server');
  const inside = await find('Embedded', 'embedded');
  const report = { at: new Date(), machine, seconds: Math.round(performance.now() / 1000), server, embedded: inside };
  await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${report.seconds} s; all figures in ${json}\n`);
}

const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
process.stdout.write(`${new Date().toISOString()}, ${machine}\n\n`);
if (what === undefined) await compare();
else if (what === 'million') await (await import('./million/run.ts')).runMillion(SERVER, Number(payments));
else throw new Error(`the bench has no ${what}`);
