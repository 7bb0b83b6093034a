import type { Failure } from '../../../../ports/outcome.ts';

/** Whether it was done is not known. */
export function unanswered(what: string): Failure {
  return { kind: 'unknown', reason: `Mercado Pago: ${what}` };
}
