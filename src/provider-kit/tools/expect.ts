import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Outcome } from '../../ports/outcome.ts';
import type { Harness } from '../harness.ts';

/** The part that is looked at: of objects the named members, of everything else all. */
type Shape = unknown;

/** Fails when it is another value. `what` names the value in words. */
export function equals(what: string, actual: unknown, expected: unknown): void {
  try {
    assert.deepEqual(actual, expected);
  } catch (error) {
    const isShort = Object(actual) !== actual && Object(expected) !== expected;
    const difference = isShort ? `${inspect(actual)}, and not ${inspect(expected)}` : differenceIn(error);
    throw new assert.AssertionError({ message: `${what}: ${difference}` });
  }
}

/** Fails when one of the named members, at any depth, has another value. Lists have to be as long. */
export function shows(what: string, actual: unknown, expected: Shape): void {
  equals(what, partOf(actual, expected), expected);
}

/** Fails when the sentence is not true. */
export function must(what: string, isTrue: boolean): asserts isTrue {
  if (!isTrue) throw new assert.AssertionError({ message: `not so: ${what}` });
}

/** Fails when it is none of these. */
export function oneOf(what: string, actual: unknown, expected: readonly unknown[]): void {
  must(`${what} is one of ${JSON.stringify(expected)}, and not ${JSON.stringify(actual)}`, expected.includes(actual));
}

/** Fails when it is not rejected about the amount, or about its currency. */
export function rejectsAmount(what: string, outcome: Outcome<unknown>): void {
  shows(what, outcome, { kind: 'rejected' });
  if (outcome.kind === 'rejected') oneOf(`what ${what} is about`, outcome.about, ['amount', 'currency']);
}

/** Fails when a part of a value has one of these texts in it. The message does not repeat the text. */
export function keepsQuiet(what: string, value: unknown, texts: readonly string[]): void {
  const text = JSON.stringify(value) ?? '';
  must(`${what} keeps quiet about what is private`, !texts.some((secret) => text.includes(secret)));
}

/** Fails when it is done. */
export async function refuses(what: string, act: () => Promise<unknown>): Promise<void> {
  const isRefused = await act().then(
    () => false,
    () => true,
  );
  must(what, isRefused);
}

/** What isn't declared is refused with `unsupported`, and the provider is not asked. */
export async function unsupported(harness: Harness, call: (harness: Harness) => Promise<unknown>): Promise<void> {
  const before = harness.requests();
  const error: unknown = await (async () => call(harness))().then(
    (outcome) => ({ outcome }),
    (thrown: unknown) => thrown,
  );
  shows('what the call threw', error, { code: 'unsupported' });
  equals('requests to the provider meanwhile', harness.requests() - before, 0);
}

/** As much of a value as is looked at. */
function partOf(actual: unknown, expected: Shape): unknown {
  if (Array.isArray(expected) && Array.isArray(actual) && actual.length === expected.length)
    return actual.map((item, index) => partOf(item, expected[index]));
  if (!isPlain(expected) || Object(actual) !== actual) return actual;
  const members = Object.entries(expected).map(([name, one]) => [name, partOf(Reflect.get(Object(actual), name), one)]);
  return Object.fromEntries(members);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Without the sentence that stands above every difference. */
function differenceIn(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^[^\n]*\n\+ actual - expected/, '+ seen, - expected');
}
