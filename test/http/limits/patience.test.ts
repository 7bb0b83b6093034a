import { expect, test } from 'vitest';
import { createPatience } from '../../../src/adapters/http/limits/patience.ts';

const ADDRESS = '203.0.113.1';

function aPatience(eachMs = 50) {
  let ms = 1_000;
  const patience = createPatience(eachMs, () => ms);
  const refused = (times: number) => {
    for (let time = 0; time < times; time += 1) patience.refused(ADDRESS);
  };
  const pass = (milliseconds: number) => {
    ms += milliseconds;
  };
  return { ...patience, refusedOften: refused, pass };
}

test('an address waits for none of its first twenty refusals, and for each that follows', () => {
  const { waitMs, refusedOften } = aPatience();
  expect(waitMs(ADDRESS)).toBe(0);

  refusedOften(20);
  expect(waitMs(ADDRESS)).toBe(0);

  refusedOften(3);
  expect(waitMs(ADDRESS)).toBe(150);
});

test('an address never waits longer than two seconds, and what it caused beyond that is forgotten', () => {
  const { waitMs, refusedOften, pass } = aPatience();
  refusedOften(10_000);
  expect(waitMs(ADDRESS)).toBe(2_000);

  pass(2_000);
  expect(waitMs(ADDRESS)).toBe(0);
});

test('time works off what an address has caused', () => {
  const { waitMs, refusedOften, pass } = aPatience();
  refusedOften(24);

  pass(120);
  expect(waitMs(ADDRESS)).toBe(80);

  pass(10_000);
  refusedOften(20);
  expect(waitMs(ADDRESS)).toBe(0);
});

test('no address waits for the refusals of another', () => {
  const { waitMs, refusedOften } = aPatience();

  refusedOften(100);

  expect(waitMs('203.0.113.2')).toBe(0);
});
