import { describe, expect, it } from 'vitest';
import type { Connecting, PaymentProvider } from '../../../src/ports/payment-provider.ts';
import { type AbilityName, type Declared, sidesOf } from './capabilities.ts';
import type { Harness } from './harness.ts';

type Operation = Exclude<keyof PaymentProvider, keyof Declared | 'name' | 'descriptorForm'> | keyof Connecting;

/** Every operation of the port, and what has to be declared for it; null: nothing. The compiler asks for a row. */
const OPERATIONS: Readonly<Record<Operation, AbilityName | null>> = {
  refusal: null,
  identify: null,
  descriptor: null,
  open: null,
  fetch: null,
  find: null,
  close: null,
  complete: 'completes',
  confirm: 'asked webhooks',
  capture: 'manual capture',
  refund: 'refunds',
  listRefunds: 'refunds',
  verify: null,
  split: null,
  redacted: null,
  translate: null,
  consentUrl: 'connecting',
  redeem: 'connecting',
  renew: 'connecting',
};

type Side = 'does what it is for' | 'refuses' | 'is not there';

export type OperationRecord = ReturnType<typeof createRecord>;

/** What was called of the adapters that one suite started, and how that went. */
export function createRecord() {
  const seen = new Map<string, Set<Side>>();

  function note(name: string, side: Side): void {
    seen.set(name, (seen.get(name) ?? new Set()).add(side));
  }

  function called(name: string, call: () => unknown): unknown {
    const failed = (error: unknown): never => {
      if (Object(error).code === 'unsupported') note(name, 'refuses');
      throw error;
    };
    const ended = (result: unknown) => {
      note(name, 'does what it is for');
      return result;
    };
    try {
      const result = call();
      return result instanceof Promise ? result.then(ended, failed) : ended(result);
    } catch (error) {
      return failed(error);
    }
  }

  function watched<Adapter extends object>(adapter: Adapter): Adapter {
    return new Proxy(adapter, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (name === 'connecting' && typeof member === 'object' && member !== null) return watched(member);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => called(String(name), () => Reflect.apply(member, target, args));
      },
    });
  }

  /** How an operation went as far as it should: what does its work may also have to refuse some of it. */
  function sideOf(operation: string): Side {
    const sides = seen.get(operation) ?? new Set();
    if (sides.has('does what it is for')) return 'does what it is for';
    return sides.has('refuses') ? 'refuses' : 'is not there';
  }

  return {
    watch: (harness: Harness): Harness => ({ ...harness, provider: watched(harness.provider) }),
    sideOf,
  };
}

/** To be called last: says of each operation what was tested of it, and fails where nothing was, or something else. */
export function describeOperations({ sideOf }: OperationRecord, declares: Declared): void {
  const sides = sidesOf(declares);
  describe('the operations, all called by now', () => {
    for (const [operation, ability] of Object.entries(OPERATIONS)) {
      const isDeclared = ability === null || sides.get(ability) === 'declared';
      const other = ability === 'connecting' ? 'is not there' : 'refuses';
      const expected: Side = isDeclared ? 'does what it is for' : other;
      it(`${operation} ${expected}`, () => {
        expect(sideOf(operation)).toBe(expected);
      });
    }
  });
}
