import { type Choice, type Failure, type Outcome, ok } from '../../src/ports/outcome.ts';

export type Method =
  | 'open'
  | 'fetch'
  | 'find'
  | 'close'
  | 'complete'
  | 'capture'
  | 'refund'
  | 'listRefunds'
  | 'confirm'
  | 'translate'
  | 'redeem'
  | 'renew';

/** How a call ends otherwise than well. `after the effect` means that what was asked for has happened. */
export type Twist =
  | { readonly kind: 'fails'; readonly failure: Failure; readonly effect: Effect }
  | { readonly kind: 'waits'; readonly until: Promise<void>; readonly arrived: () => void; readonly effect: Effect }
  | { readonly kind: 'answers'; readonly change: (value: unknown) => unknown };

export type Effect = 'before the effect' | 'after the effect';

export function rejected(about: Choice | 'credentials' | 'request'): Twist {
  return { kind: 'fails', failure: { kind: 'rejected', about, reason: 'scripted' }, effect: 'before the effect' };
}

export function declined(): Twist {
  return { kind: 'fails', failure: { kind: 'declined', reason: 'scripted' }, effect: 'before the effect' };
}

export function notSent(retryAfterSeconds = 7): Twist {
  return {
    kind: 'fails',
    failure: { kind: 'not_sent', reason: 'scripted', retryAfterSeconds },
    effect: 'before the effect',
  };
}

export function unknown(effect: Effect): Twist {
  return { kind: 'fails', failure: { kind: 'unknown', reason: 'scripted' }, effect };
}

/** An answer that says something else than it should. */
export function answering<T>(change: (value: T) => T): Twist {
  return { kind: 'answers', change: (value) => change(value as T) };
}

export async function twisted<T>(twist: Twist, effect: () => T): Promise<Outcome<T>> {
  if (twist.kind === 'answers') return ok(twist.change(effect()) as T);
  if (twist.kind === 'fails') {
    if (twist.effect === 'after the effect') effect();
    return twist.failure;
  }
  const value = twist.effect === 'after the effect' ? { made: effect() } : null;
  twist.arrived();
  await twist.until;
  return ok(value === null ? effect() : value.made);
}

export function rejection(about: Choice | 'credentials' | 'request', reason: string): Failure {
  return { kind: 'rejected', about, reason };
}
