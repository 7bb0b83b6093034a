import type { Connecting } from '../../src/ports/payment-provider/credentials.ts';
import type { PaymentProvider } from '../../src/ports/payment-provider/payment-provider.ts';
import type { Harness, Subject } from '../../src/provider-kit/harness.ts';

export type Operation =
  | Exclude<keyof PaymentProvider, 'capabilities' | 'connecting' | 'name' | 'credentials' | 'descriptorForm'>
  | keyof Connecting;

/** How a call went: what does its work may also have to refuse some of it. */
export type Way = 'does what it is for' | 'refuses';

/** The same subject, and what was called of the adapters that it started. */
export function recorded(subject: Subject) {
  const seen = new Map<string, Set<Way>>();

  function note(name: string, way: Way): void {
    seen.set(name, (seen.get(name) ?? new Set()).add(way));
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

  const watch = (harness: Harness): Harness => ({ ...harness, provider: watched(harness.provider) });
  return {
    subject: { ...subject, start: async () => watch(await subject.start()) },
    ways: (operation: Operation): readonly Way[] => [...(seen.get(operation) ?? [])],
  };
}
