import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWire, refusal, toWire } from '../../../../src/adapters/providers/mercadopago/money.ts';
import { CURRENCIES } from '../../../../src/domain/money/currency.ts';
import { MAX_MINOR, money } from '../../../../src/domain/money/money.ts';

const SITES = ['ARS', 'BRL', 'MXN', 'CLP', 'COP', 'PEN', 'UYU'];

describe('Amounts on Mercado Pago’s wire', () => {
  it('Amounts on Mercado Pago’s wire come back as they were sent, through the JSON that carries them', () => {
    const amounts = fc.tuple(fc.constantFrom(...SITES), fc.integer({ min: 1, max: MAX_MINOR }));
    fc.assert(
      fc.property(amounts, ([code, minor]) => {
        const sent = money(minor, code);
        const read = fromWire(JSON.parse(JSON.stringify(toWire(sent))), code);
        expect(read).toEqual(sent);
      }),
    );
  });

  it('Amounts on Mercado Pago’s wire are decimals in major units', () => {
    expect(toWire(money(500_050, 'ARS'))).toBe(5000.5);
    expect(toWire(money(1_000, 'CLP'))).toBe(1000);
    expect(toWire(money(100_000, 'COP'))).toBe(1000);
  });

  it('Amounts on Mercado Pago’s wire take one currency of each site and no other', () => {
    for (const code of CURRENCIES) {
      const expected = SITES.includes(code) ? null : expect.objectContaining({ field: 'currency' });
      expect(refusal(money(10_000, code))).toEqual(expected);
    }
  });

  it('Amounts on Mercado Pago’s wire are whole in pesos of Chile and Colombia, and never nothing', () => {
    expect(refusal(money(100_000, 'COP'))).toBeNull();
    expect(refusal(money(100_050, 'COP'))).toMatchObject({ field: 'amount' });
    expect(refusal(money(1, 'CLP'))).toBeNull();
    expect(refusal(money(1, 'ARS'))).toBeNull();
    expect(refusal(money(0, 'ARS'))).toMatchObject({ field: 'amount' });
  });

  it.each([
    ['1000.00', 'ARS'],
    [null, 'ARS'],
    [-1, 'ARS'],
    [Number.NaN, 'ARS'],
    [1e21, 'ARS'],
    [10.005, 'ARS'],
    [10.5, 'CLP'],
    [10, 'XXX'],
    [10, undefined],
  ])('Amounts on Mercado Pago’s wire are not read from %j %j', (amount, currency) => {
    expect(fromWire(amount, currency)).toBeNull();
  });
});
