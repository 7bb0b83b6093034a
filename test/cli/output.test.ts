import { expect, test } from 'vitest';
import { moment, price, printable, record, table } from '../../src/cli/output.ts';

test('a table is as wide as it must be, and what is empty is a dash', () => {
  const rows = [
    ['a', 1, null],
    ['longer', true, ''],
  ];

  expect(table(['NAME', 'N', 'LAST'], rows)).toBe('NAME    N    LAST\na       1    -\nlonger  yes  -');
});

test('one thing is shown as a field a line', () => {
  expect(record({ id: 'x', 'a longer name': false })).toBe('id             x\na longer name  no');
});

test.each([
  [1000, 'jpy', '1000 JPY'],
  [1050, 'usd', '10.50 USD'],
  [5, 'ars', '0.05 ARS'],
  [1500, 'kwd', '1.500 KWD'],
  [7, 'xxx', '7 minor xxx'],
])('%i in %s is %s', (minor, currency, shown) => {
  expect(price(minor, currency)).toBe(shown);
});

test('times are as the API gives them, easier to read', () => {
  expect(moment('2026-03-01T12:00:00')).toBe('2026-03-01 12:00:00');
  expect(moment(null)).toBeNull();
});

test.each(['\u001b[31mred', 'two\nlines', 'back\u202Ewards', 'bell\u0007', 'c1\u009b31m'])(
  'a stranger’s text does not speak to the terminal: %j',
  (text) => {
    expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(table(['A'], [[text]]).split('\n')).toHaveLength(2);
  },
);
