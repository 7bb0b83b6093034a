import type { Command } from 'commander';
import { toCurrency } from '../domain/money/currency.ts';
import { moneyToDecimal } from '../domain/money/money.ts';
import { terminalOf } from './terminal.ts';

/** Prints the exact data with `--json`, else what people like to read. */
export function show(command: Command, data: unknown, text: () => string): void {
  const { json } = command.optsWithGlobals<{ readonly json?: boolean }>();
  terminalOf(command).write(`${json ? JSON.stringify(data) : text()}\n`);
}

type Cell = string | number | boolean | null | undefined;

/** Rows under titles, each column as wide as it must be; what is empty is a dash. */
export function table(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [titles, ...rows].map((row) => titles.map((_, at) => cell(row[at])));
  const widths = titles.map((_, at) => Math.max(...lines.map((line) => width(line[at] ?? ''))));
  return lines
    .map((line) =>
      line
        .map((text, at) => padded(text, widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One thing: a field a line. */
export function record(fields: Readonly<Record<string, Cell>>): string {
  const names = Math.max(...Object.keys(fields).map(width));
  return Object.entries(fields)
    .map(([name, value]) => `${padded(name, names)}  ${cell(value)}`)
    .join('\n');
}

/** `10.00 USD`: people read major units, whatever the API carries. */
export function price(minor: number, currency: string): string {
  const known = toCurrency(currency.toUpperCase());
  return known === undefined ? `${minor} minor ${currency}` : `${moneyToDecimal({ minor, currency: known })} ${known}`;
}

/** The API's `2026-03-01T12:00:00` is UTC; so is this. */
export function moment(timestamp: string | null): string | null {
  return timestamp === null ? null : timestamp.replace('T', ' ');
}

function cell(value: Cell): string {
  if (value === null || value === undefined || value === '') return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return printable(String(value));
}

/** Names and reasons come from strangers: nothing of them may speak to the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

function width(text: string): number {
  return [...text].length;
}

function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}
