import { type AuditEntry, type AuditedFields, differences } from '../operator/audit.ts';
import type { Endpoint } from './endpoint.ts';

const AUDITED: AuditedFields<Endpoint> = {
  url: (endpoint) => endpoint.url,
  event_types: (endpoint) => endpoint.eventTypes?.join(' ') ?? null,
  description: (endpoint) => endpoint.description,
  gym_id: (endpoint) => endpoint.gymSlug,
  status: (endpoint) => endpoint.status,
};

type Health = Pick<Endpoint, 'status' | 'disabledReason'>;

const HEALTH: AuditedFields<Health> = {
  status: (endpoint) => endpoint.status,
  disabled_reason: (endpoint) => endpoint.disabledReason,
};

/** What the answer to a test changes of an endpoint; null when that is nothing that callers see. */
export function endpointTested(id: string, before: Health, after: Health): AuditEntry | null {
  const changes = differences(HEALTH, before, after);
  return changes.length === 0 ? null : { action: 'endpoint.test', subject: `endpoint:${id}`, changes };
}

/** Null when nothing differs. */
export function endpointPut(before: Endpoint | null, after: Endpoint): AuditEntry | null {
  const changes = differences(AUDITED, before, after);
  const action = before === null ? 'endpoint.create' : 'endpoint.put';
  return changes.length === 0 ? null : { action, subject: `endpoint:${after.id}`, changes };
}

export function endpointRotated({ id }: Pick<Endpoint, 'id'>): AuditEntry {
  const changes = [{ field: 'secret', from: 'set', to: 'replaced' }];
  return { action: 'endpoint.rotate_secret', subject: `endpoint:${id}`, changes };
}

export function endpointDeleted(id: string): AuditEntry {
  const changes = [{ field: 'deleted', from: false, to: true }];
  return { action: 'endpoint.delete', subject: `endpoint:${id}`, changes };
}

/** An event that is sent to an endpoint again. */
export function eventRequested(eventId: string, endpointId: string): AuditEntry {
  const changes = [{ field: 'endpoint_id', from: null, to: endpointId }];
  return { action: 'event.deliver', subject: `event:${eventId}`, changes };
}

type Requested = { readonly since: Date; readonly until: Date | null; readonly onlyFailed: boolean };

/** The events of a time that are sent to an endpoint again. */
export function eventsRequested(endpointId: string, { since, until, onlyFailed }: Requested): AuditEntry {
  const changes = [
    { field: 'since', from: null, to: since.toISOString() },
    ...(until === null ? [] : [{ field: 'until', from: null, to: until.toISOString() }]),
    { field: 'only_failed', from: null, to: onlyFailed },
  ];
  return { action: 'endpoint.redeliver', subject: `endpoint:${endpointId}`, changes };
}
