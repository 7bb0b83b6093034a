import type { Judge } from 'fitstack-payments/provider-kit';

/** An answer that can't be read: whether anything was done is not known. */
export const UNREADABLE = { kind: 'unknown', reason: 'Acme Pay: an answer of another shape' } as const;

/** What a refusal means. Null leaves the outcome open. */
export const judge: Judge<never> = ({ status }) => {
  if (status === 401) return rejected('credentials');
  return [400, 404, 422].includes(status) ? rejected('request') : null;
};

export function rejected(about: 'credentials' | 'request' | 'amount', reason = `Acme Pay refused the ${about}`) {
  return { kind: 'rejected', about, reason } as const;
}
