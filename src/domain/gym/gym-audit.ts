import { type AuditEntry, type AuditedFields, differences, withheld } from '../operator/audit.ts';
import type { Gym } from './gym.ts';
import type { GymChanges } from './gym-change.ts';

const GYM: AuditedFields<Gym> = {
  name: (gym) => gym.name,
  payments_enabled: (gym) => gym.paymentsEnabled,
  provider: (gym) => gym.provider,
  currency: (gym) => gym.currency,
  return_url: (gym) => gym.returnUrl,
  statement_descriptor: (gym) => gym.statementDescriptor,
  signature: (gym) => gym.signature,
};

/** What a change of a gym changes of it. Of credentials it is only said that there are some. */
export function gymChanged(
  action: 'gym.put' | 'gym.connect',
  before: Gym | null,
  { gym, credentials }: GymChanges,
): AuditEntry {
  const given = { field: 'credentials', from: before?.accountId ?? null, to: gym.accountId };
  const changes = [...differences(GYM, before, gym), ...(credentials === null ? [] : [withheld(given)])];
  return { action, subject: `gym:${gym.slug}`, changes };
}

/** A link with which its owner can give a gym other credentials. */
export function gymInvited(slug: string): AuditEntry {
  return { action: 'gym.connect', subject: `gym:${slug}`, changes: [{ field: 'link', from: null, to: 'set' }] };
}

/** An operator had its credentials tried again, and the provider takes them. */
export function gymRetried(slug: string): AuditEntry {
  return {
    action: 'gym.retry',
    subject: `gym:${slug}`,
    changes: [{ field: 'needs_reconnect', from: true, to: false }],
  };
}
