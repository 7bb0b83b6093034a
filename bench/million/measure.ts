import pg from 'pg';
import { createStatistics } from '../../src/adapters/store/figures/index.ts';
import { SESSION } from '../../src/adapters/store/postgres/server.ts';
import { createProblems } from '../../src/adapters/store/reading/problems.ts';
import { createQueries } from '../../src/adapters/store/reading/queries.ts';
import { type Explained, explaining, type Plan } from '../../test/adapters/store/plans.ts';
import { type Case, casesOf, type Reading } from './cases.ts';
import type { Examples } from './examples.ts';

/** One case as it was measured: the middle of several times. */
export type Measured = Omit<Case, 'read'> & {
  /** Planning and execution of all its statements, in milliseconds. */
  readonly tookMs: number;
  /** Pages of 8 KB. */
  readonly blocks: number;
  readonly plan: string;
};

const TIMES = 5;

/** Asks everything of a filled database, as the service would, and has the server explain each statement. */
export async function measure(url: string, examples: Examples, report: (done: Measured) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url, ...SESSION });
  await client.connect();
  const query = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await client.query<Row>(text, values)).rows;
  const { db, explain, close } = explaining({ url, query });
  try {
    const reading: Reading = { ...createQueries(db), ...createProblems(db), ...createStatistics(db) };
    // As a worker does within minutes of a payment.
    while (await reading.keepFigures());
    await client.query('VACUUM (ANALYZE)');
    for (const { read, ...rest } of casesOf(reading, examples)) {
      const tries: (readonly Explained[])[] = [];
      for (let times = 0; times < TIMES; times += 1) tries.push(await explain(read));
      const [middle = []] = tries.toSorted((a, b) => timeOf(a) - timeOf(b)).slice(Math.floor(TIMES / 2));
      const blocks = middle.reduce((sum, { Plan }) => sum + Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'], 0);
      const plan = middle.map(({ Plan }) => linesOf(Plan).join('\n')).join('\n');
      report({ ...rest, tookMs: timeOf(middle), blocks, plan });
    }
  } finally {
    await close();
    await client.end();
  }
}

function timeOf(explained: readonly Explained[]): number {
  return explained.reduce((sum, one) => sum + one['Planning Time'] + one['Execution Time'], 0);
}

/** What matters of a plan: which nodes read how much of what, and how long that took. */
function linesOf(plan: Plan, depth = 0): readonly string[] {
  const of = plan['Index Name'] ?? plan['Relation Name'];
  const blocks = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  const figures = `${plan['Actual Rows']} rows × ${plan['Actual Loops']}, ${blocks} blocks, ${plan['Actual Total Time']} ms`;
  const line = `${'  '.repeat(depth)}${plan['Node Type']}${of === undefined ? '' : ` on ${of}`}: ${figures}`;
  return [line, ...(plan.Plans ?? []).flatMap((part) => linesOf(part, depth + 1))];
}
