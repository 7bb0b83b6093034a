import type { Result } from './scenarios.ts';
import type { Figure, Summary } from './statistics.ts';
import type { Findings } from './suite.ts';

const HEADINGS = ['', 'per second', 'CPU µs', 'p50 ms', 'p99 ms', 'of the floor'] as const;

/** What was found on one kind of database, as a table in Markdown. */
export function tableOf(title: string, { start, memory, results }: Findings): string {
  const rows = results.flatMap(rowsOf);
  const mb = (bytes: number) => Math.round(bytes / 1024 / 1024);
  return [
    `### ${title}`,
    '',
    tableRow(HEADINGS),
    tableRow(HEADINGS.map((_, index) => (index === 0 ? '---' : '--:'))),
    ...rows.map(tableRow),
    '',
    `First answer after ${ms(start.healthMs)} ms (\`/health\`), ready after ${ms(start.readyMs)} ms. Resident memory ` +
      `${mb(memory.atStart.rss)} MB after the start, ${mb(memory.afterLoad.rss)} MB after the load, at most ` +
      `${mb(memory.afterLoad.maxRss)} MB.`,
    '',
  ].join('\n');
}

function rowsOf({ title, floorTitle, rounds, ratio, service, floor }: Result): string[][] {
  return [
    [
      `**${title}** (${rounds} round${rounds === 1 ? '' : 's'})`,
      ...figuresOf(service),
      `**${ratio.median.toFixed(2)}** ${spreadOf(ratio)}`,
    ],
    [floorTitle, ...figuresOf(floor), ''],
  ];
}

function figuresOf({ perSecond, cpuUsPerRequest, p50Ms, p99Ms }: Summary): string[] {
  return [
    `${Math.round(perSecond.median)} ${spreadOf(perSecond)}`,
    String(Math.round(cpuUsPerRequest.median)),
    p50Ms.median.toFixed(1),
    p99Ms.median.toFixed(1),
  ];
}

const spreadOf = ({ spread }: Figure) => `±${Math.round(spread * 50)} %`;
const ms = ({ median }: Figure) => Math.round(median);
const tableRow = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
