import { expect, test } from 'vitest';
import { createPatience } from '../../../src/adapters/http/limits/patience.ts';

const ADDRESS = '203.0.113.1';
const MIB = 1024 * 1024;

function aPatience(mostMs = 60) {
  let ms = 1_000;
  const patience = createPatience(mostMs, () => ms);
  const refused = (times: number, bytes = 0) => {
    for (let time = 0; time < times; time += 1) patience.refused(ADDRESS, bytes);
  };
  const pass = (milliseconds: number) => {
    ms += milliseconds;
  };
  return { waitMs: () => patience.waitMs(ADDRESS), refused, pass, patience };
}

test('an address waits for none of its first fifty refusals, and for each that follows', () => {
  const { waitMs, refused } = aPatience();
  expect(waitMs()).toBe(0);

  refused(50);
  expect(waitMs()).toBe(0);

  refused(3);
  expect(waitMs()).toBe(6);
});

test('an address waits longer for what it made the service read', () => {
  const { waitMs, refused } = aPatience();

  refused(10, MIB);

  expect(waitMs()).toBe(120);
});

test('a refusal puts off no more than the limit allows in that time', () => {
  const { waitMs, refused } = aPatience(0.5);

  refused(220, MIB);

  expect(waitMs()).toBe(10);
});

test('an address never waits longer than two seconds, and what it caused beyond that is forgotten', () => {
  const { waitMs, refused, pass } = aPatience();
  refused(10_000);
  expect(waitMs()).toBe(2_000);

  pass(2_000);
  expect(waitMs()).toBe(0);
});

test('time works off what an address has caused', () => {
  const { waitMs, refused, pass } = aPatience();
  refused(150);

  pass(120);
  expect(waitMs()).toBe(80);

  pass(10_000);
  refused(50);
  expect(waitMs()).toBe(0);
});

test('no address waits for the refusals of another', () => {
  const { patience, refused } = aPatience();

  refused(100, MIB);

  expect(patience.waitMs('203.0.113.2')).toBe(0);
});
