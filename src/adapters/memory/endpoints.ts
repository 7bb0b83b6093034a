import type { AuditRecord } from '../../domain/operator/audit.ts';
import type { Endpoints } from '../../ports/store/endpoints.ts';
import { endWaiting } from './event-deliveries.ts';
import { writeAudit } from './reading/audit.ts';
import type { AtOnce } from './reading/methods.ts';
import { newestFirst, toPage } from './reading/pages.ts';
import { keyOf, type Tables } from './tables.ts';

/** The endpoints of subscribers. */
export function createEndpoints(tables: Tables, now: () => Date): AtOnce<Endpoints> {
  const { endpoints, eventDeliveries } = tables;
  const write = (audit: AuditRecord | null) => writeAudit(tables, audit === null ? [] : [audit], now());
  return {
    addEndpoint(endpoint, most, audit = null) {
      if (endpoints.has(endpoint.id)) return true;
      if (endpoints.size >= most) return false;
      endpoints.set(endpoint.id, endpoint);
      write(audit);
      return true;
    },

    findEndpoint: (id) => endpoints.get(id.toLowerCase()) ?? null,

    listEndpoints(page) {
      const rows = [...endpoints.values()].toSorted(newestFirst((endpoint) => endpoint));
      return toPage({ rows, nameOf: ({ id }) => `endpoint ${id}` }, page, (endpoint) => endpoint);
    },

    replaceEndpoint(endpoint, expected, audit = null) {
      const known = endpoints.get(endpoint.id);
      if (known === undefined || known.updatedAt.getTime() !== expected.getTime()) return false;
      endpoints.set(endpoint.id, { ...endpoint, failingSince: endpoint.failingSince && known.failingSince });
      if (known.status !== endpoint.status) endWaiting(tables, endpoint.id);
      write(audit);
      return true;
    },

    removeEndpoint(id, audit = null) {
      const isGone = endpoints.delete(id.toLowerCase());
      for (const { endpointId, eventId } of eventDeliveries.values())
        if (endpointId === id.toLowerCase()) eventDeliveries.delete(keyOf(endpointId, eventId));
      if (isGone) write(audit);
      return isGone;
    },
  };
}
