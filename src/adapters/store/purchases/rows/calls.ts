import type { Calls } from '../../../../domain/purchase/calls.ts';
import type { PAYMENTS } from '../tables.ts';
import { type Flat, type Row, time } from './row.ts';

type CallColumns = Pick<
  typeof PAYMENTS,
  'round' | 'unknown_calls' | 'unknown_since' | 'lease_token' | 'lease_began_at' | 'lease_until'
>;

export function callsOf(row: Row<CallColumns>): Calls {
  const { round, unknown_calls: unknownCalls, lease_token: token } = row;
  const [beganAt, until] = [time(row.lease_began_at), time(row.lease_until)];
  const lease = token !== null && beganAt !== null && until !== null ? { token, beganAt, until } : null;
  return { round, unknownCalls, unknownSince: time(row.unknown_since), lease };
}

export function flatCalls({ round, unknownCalls, unknownSince, lease }: Calls): Flat<CallColumns> {
  return {
    round,
    unknown_calls: unknownCalls,
    unknown_since: unknownSince,
    lease_token: lease?.token ?? null,
    lease_began_at: lease?.beganAt ?? null,
    lease_until: lease?.until ?? null,
  };
}
