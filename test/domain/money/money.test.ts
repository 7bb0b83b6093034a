import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CURRENCIES, decimalsOf } from '../../../src/domain/money/currency.ts';
import { decimalTextOf, MAX_MINOR, money, moneyFromDecimal, moneyToDecimal } from '../../../src/domain/money/money.ts';
import { stopwatch } from '../../../src/provider-kit/tools/cpu-time.ts';
import { amounts, currency } from '../builders.ts';

const refusedAmount = expect.objectContaining({ name: 'DomainError', code: 'invalid', field: 'amount' });

describe('money', () => {
  test.each([0, 1, 500_000, MAX_MINOR])('money may be %i minor units', (minor) => {
    expect(money(minor, 'ARS')).toEqual({ minor, currency: 'ARS' });
  });

  test.each([-1, 0.5, 10.000000001, Number.NaN, Infinity, -Infinity, MAX_MINOR + 1, 2 ** 53])(
    'money is refused at %d minor units',
    (minor) => {
      expect(() => money(minor, 'ARS')).toThrow(refusedAmount);
    },
  );

  test.each(['ars', 'XXX', '', 'ARS ', '__proto__'])('money is refused in the currency %j', (code) => {
    expect(() => money(1, code)).toThrow(
      expect.objectContaining({ name: 'DomainError', code: 'invalid', field: 'currency' }),
    );
  });
});

describe('decimal text', () => {
  test.each([
    ['5000.00', 'ARS', 500_000],
    ['5000', 'ARS', 500_000],
    ['10.5', 'ARS', 1050],
    ['0.01', 'ARS', 1],
    ['0', 'ARS', 0],
    ['19.99', 'USD', 1999],
    ['1000', 'JPY', 1000],
    ['1000.00', 'JPY', 1000], // zeros beyond the currency's decimals change nothing
    ['1.500', 'ARS', 150],
    ['1.234', 'KWD', 1234],
    ['1.5', 'KWD', 1500],
    ['9999999999.99', 'ARS', MAX_MINOR],
    ['999999999999', 'JPY', MAX_MINOR],
    ['999999999.999', 'KWD', MAX_MINOR],
  ])('%s %s is %i minor units', (text, code, minor) => {
    expect(moneyFromDecimal(text, currency(code))).toEqual({ minor, currency: code });
  });

  test.each([
    [500_000, 'ARS', '5000.00'],
    [5, 'ARS', '0.05'],
    [0, 'ARS', '0.00'],
    [1000, 'JPY', '1000'],
    [0, 'JPY', '0'],
    [7, 'KWD', '0.007'],
    [MAX_MINOR, 'ARS', '9999999999.99'],
  ])('%i minor units of %s are written %s', (minor, code, text) => {
    expect(moneyToDecimal(money(minor, code))).toBe(text);
  });

  test.each([...CURRENCIES])(
    'decimal text of %s has exactly its decimals and reads back as the same amount',
    (code) => {
      const minors = fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: MAX_MINOR }));

      fc.assert(
        fc.property(minors, (minor) => {
          const text = moneyToDecimal(money(minor, code));

          expect(text.split('.')[1]?.length ?? 0).toBe(decimalsOf(code));
          // Whole-number arithmetic, apart from the code under test: without the point it is the minor amount.
          expect(BigInt(text.replace('.', ''))).toBe(BigInt(minor));
          expect(moneyFromDecimal(text, code)).toEqual({ minor, currency: code });
        }),
        { numRuns: 50 },
      );
    },
  );

  test('decimal text with one significant decimal too many is refused, never rounded', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 9 }), (amount, digit) => {
        const text = moneyToDecimal(amount);
        const tooLong = `${text}${text.includes('.') ? '' : '.'}${digit}`;

        expect(() => moneyFromDecimal(tooLong, amount.currency)).toThrow(refusedAmount);
      }),
    );
  });

  test.each([
    ['10.005', 'ARS'],
    ['0.001', 'USD'],
    ['10.5', 'JPY'],
    ['1.2345', 'KWD'],
  ])('%s is refused for %s, which has fewer decimals', (text, code) => {
    expect(() => moneyFromDecimal(text, currency(code))).toThrow(refusedAmount);
  });

  test.each([
    ['10000000000.00', 'ARS'],
    ['1000000000000', 'JPY'],
    ['1000000000.000', 'KWD'],
    ['999999999999999', 'ARS'], // beyond exact doubles once it is in minor units
    ['9'.repeat(400), 'ARS'], // Infinity, if it were read as a number
  ])('%s is refused for %s: over the limit', (text, code) => {
    expect(() => moneyFromDecimal(text, currency(code))).toThrow(refusedAmount);
  });

  test.each([
    '',
    ' ',
    '-1',
    '-0.00',
    '+1',
    '1e5',
    '1E5',
    '1e-2',
    '0x10',
    '0b1',
    'Infinity',
    'NaN',
    ' 1',
    '1 ',
    '1 000',
    '1\n',
    '1,5',
    '1.000,00',
    '1_000',
    '.5',
    '5.',
    '1.2.3',
    '$1',
    '١',
    '1n',
    'null',
    '[object Object]',
  ])('%j is not an amount', (text) => {
    expect(() => moneyFromDecimal(text, currency('ARS'))).toThrow(refusedAmount);
  });

  test.each([
    [decimalTextOf(0.1 + 0.2), 'ARS', 'at most 9999999999.99, with at most 2 decimals'],
    [decimalTextOf(1e15), 'ARS', 'at most 9999999999.99, with at most 2 decimals'],
    [decimalTextOf(1e10), 'ARS', 'at most 9999999999.99, with at most 2 decimals'],
    ['1000000000000', 'JPY', 'at most 999999999999, with at most 0 decimals'],
    ['10.5', 'JPY', 'at most 999999999999, with at most 0 decimals'],
  ])('%s for %s is answered with what is allowed', (text, code, allowed) => {
    expect(() => moneyFromDecimal(text, currency(code))).toThrow(`amount must be a number of ${allowed}`);
  });

  test('decimal text of any other shape is refused as an amount, and by nothing else', () => {
    const plain = /^\d+(\.\d+)?$/;
    const digits = fc.constantFrom(...'0123456789.,-+eExXn_ \n$١∞');
    const strange = fc.string({ unit: digits, maxLength: 12 }).filter((text) => !plain.test(text));

    fc.assert(
      fc.property(strange, (text) => {
        expect(() => moneyFromDecimal(text, currency('ARS'))).toThrow(refusedAmount);
      }),
    );
  });

  test('decimal text of a hundred thousand digits is refused at once', () => {
    const workedMs = stopwatch();

    expect(() => moneyFromDecimal(`0.${'0'.repeat(100_000)}1`, currency('ARS'))).toThrow(refusedAmount);
    expect(workedMs()).toBeLessThan(1000);
  });
});

describe('the amount in a JSON body', () => {
  function read(json: string, code: string) {
    return moneyFromDecimal(decimalTextOf(JSON.parse(json)), currency(code));
  }

  test('the amount in a JSON body is read exactly for every amount we carry', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(read(moneyToDecimal(amount), amount.currency)).toEqual(amount);
      }),
    );
  });

  // What a multiplication of doubles would have charged: the reason why amounts go through text.
  test.each([
    ['19.99', 1999, 1998],
    ['4.35', 435, 434],
    ['1.15', 115, 114],
    ['8.2', 820, 819],
    ['1025.12', 102_512, 102_511],
  ])('%s is %i minor units, where cutting off its hundredfold gives %i', (json, minor, cut) => {
    expect(read(json, 'USD').minor).toBe(minor);
    expect(Math.trunc(JSON.parse(json) * 100)).toBe(cut);
  });

  test('the amount in a JSON body would be wrong for one amount in twenty-five or so if its hundredfold were cut off', () => {
    const cents = Array.from({ length: 10_000 }, (_, minor) => minor);

    const wrong = cents.filter((minor) => Math.trunc(Number(moneyToDecimal(money(minor, 'USD'))) * 100) !== minor);

    expect(wrong.length).toBeGreaterThan(400);
    for (const minor of wrong) expect(read(moneyToDecimal(money(minor, 'USD')), 'USD').minor).toBe(minor);
  });

  test.each([
    ['5000.0', '5000'],
    ['10.50', '10.5'],
    ['1e3', '1000'],
    ['1e21', '1e+21'],
    ['5e-7', '5e-7'],
    ['-0', '0'],
  ])('%s becomes the text %s', (json, text) => {
    expect(decimalTextOf(JSON.parse(json))).toBe(text);
  });

  test.each(['10.005', '1e21', '5e-7', '-1', '1e400', '10000000000', '1e15'])('%s is refused', (json) => {
    expect(() => read(json, 'ARS')).toThrow(refusedAmount);
  });

  test.each([0.1 + 0.2, Number.NaN, Infinity, Number.MIN_VALUE, Number.MAX_VALUE])(
    '%d, which no honest arithmetic on money gives, is refused',
    (value) => {
      expect(() => moneyFromDecimal(decimalTextOf(value), currency('KWD'))).toThrow(refusedAmount);
    },
  );
});
