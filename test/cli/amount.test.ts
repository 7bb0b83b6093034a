import { describe, expect, test } from 'vitest';
import { minorOf } from '../../src/cli/amount.ts';
import { type Standing, stateOf } from '../../src/cli/commands/payments/state.ts';

describe('--amount', () => {
  test.each([
    ['75.00', 'ars', 7500],
    ['75.5', 'ARS', 7550],
    ['0.75', 'usd', 75],
    ['1000', 'jpy', 1000],
    ['1.234', 'kwd', 1234],
  ])('--amount %s %s is %d in minor units', (typed, currency, minor) => {
    expect(minorOf(typed, currency)).toBe(minor);
  });

  test.each([
    ['75', 'ars', '--amount 75 could be 75.00 or 0.75 ARS: write 75.00 or 0.75'],
    ['7500', 'usd', '--amount 7500 could be 7500.00 or 75.00 USD: write 7500.00 or 75.00'],
    ['1', 'kwd', '--amount 1 could be 1.000 or 0.001 KWD: write 1.000 or 0.001'],
    ['0', 'ars', '--amount must be more than 0'],
    ['0.00', 'usd', '--amount must be more than 0'],
    ['0', 'jpy', '--amount must be more than 0'],
    ['75.005', 'ars', 'at most 2 decimals'],
    ['75.50', 'jpy', 'at most 0 decimals'],
    ['75.00', 'xxx', "amounts in xxx can't be read here"],
  ])('--amount %s %s is refused with what to write', (typed, currency, words) => {
    expect(() => minorOf(typed, currency)).toThrow(words);
  });
});

const AMOUNTS = { authorized: 1000, captured: 1000, refunded: 0, refunding: 0, capturable: 0, missing: 0 };
const NONE = { authorized: 0, captured: 0, refunded: 0, refunding: 0, capturable: 0, missing: 1000 };
const anomaly = (kind: string, resolved_at: string | null = null) =>
  [{ kind, resolved_at }] as unknown as Standing['anomalies'];
const dispute = (status: string) => [{ status }] as unknown as Standing['disputes'];

test.each<[string, Partial<Standing>]>([
  ['PAID', {}],
  ['PAID', { anomalies: anomaly('paid_twice', '2026-11-28T00:00:00') }],
  ['PAID', { disputes: dispute('won') }],
  ['PAID TWICE', { anomalies: anomaly('paid_twice') }],
  ['PAID TWICE, REFUNDED IN PART', { anomalies: anomaly('paid_twice'), amounts: { ...AMOUNTS, refunded: 1 } }],
  ['ORDER PAID TWICE', { anomalies: anomaly('order_paid_twice') }],
  ['PAID AFTER IT WAS CANCELLED', { anomalies: anomaly('paid_after_cancel') }],
  ['REFUNDED IN PART', { amounts: { ...AMOUNTS, refunded: 999 } }],
  ['REFUNDED', { amounts: { ...AMOUNTS, refunded: 1000 } }],
  ['REFUND UNDER WAY', { amounts: { ...AMOUNTS, refunding: 1000 } }],
  ['DISPUTED', { disputes: dispute('open') }],
  ['LOST IN A DISPUTE', { disputes: dispute('lost') }],
  ['NOT PAID YET', { status: 'pending', amounts: NONE }],
  ['NOT PAID YET, WITH A PROBLEM', { status: 'pending', amounts: NONE, anomalies: anomaly('amount_mismatch') }],
  ['AUTHORIZED, NOT CAPTURED', { status: 'processing', amounts: { ...NONE, authorized: 1000, capturable: 1000 } }],
  ['BEING PROCESSED', { status: 'processing', amounts: NONE }],
  ['DECLINED, CAN BE TRIED AGAIN', { status: 'failed', amounts: NONE }],
  ['CANCELLED', { status: 'cancelled', amounts: NONE }],
])('the amount that a person would call %s is shown so: %j', (name, changes) => {
  expect(stateOf({ status: 'succeeded', amounts: AMOUNTS, anomalies: [], disputes: [], ...changes })).toBe(name);
});
