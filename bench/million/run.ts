import { writeFile } from 'node:fs/promises';
import { filledOnServer } from '../database.ts';
import { examplesOf } from './examples.ts';
import { exportAll } from './export.ts';
import { fill } from './fill.ts';
import { type Measured, measure } from './measure.ts';
import type { Span } from './story.ts';

const PLANS = new URL('../../generated/million.txt', import.meta.url).pathname;

/**
 * `npm run bench -- million`: how long a database with a million payments takes for what is asked of it. The plans, shortened
 * to what was read, are written to a file.
 */
export async function runMillion(server: string, payments: number): Promise<void> {
  const span: Span = { payments, until: Date.UTC(2026, 10, 29) };
  say(`${payments} payments are filled in`);
  const { url, drop } = await filledOnServer(server, (url) => fill(url, span));
  try {
    const plans: string[] = [];
    await measure(url, examplesOf(span), (measured) => {
      say(lineOf(measured));
      plans.push(`${measured.what}\n${measured.plan}\n`);
    });
    await writeFile(PLANS, plans.join('\n'));
    const { rows, megabytes, seconds, heldMegabytes } = await exportAll(url);
    say(
      `CSV: ${rows} lines, ${megabytes} MB in ${seconds} s; at most ${heldMegabytes} MB more were held than at its start`,
    );
    say(`the plans are in ${PLANS}`);
  } finally {
    await drop();
  }
}

function lineOf({ what, tookMs, mostMs, blocks }: Measured): string {
  const isTooLong = mostMs !== null && tookMs > mostMs;
  const most = mostMs === null ? '' : ` of ${mostMs}`;
  return `${isTooLong ? '✗' : ' '} ${tookMs.toFixed(2).padStart(8)}${most.padEnd(7)} ms ${String(blocks).padStart(6)} pages  ${what}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
