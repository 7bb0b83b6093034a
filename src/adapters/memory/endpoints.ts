import type { Endpoints } from '../../ports/endpoints.ts';
import { endWaiting } from './event-deliveries.ts';
import type { AtOnce } from './methods.ts';
import { newestFirst, toPage } from './pages.ts';
import { keyOf, type Tables } from './tables.ts';

/** The endpoints of subscribers. */
export function createEndpoints(tables: Tables): AtOnce<Endpoints> {
  const { endpoints, eventDeliveries } = tables;
  return {
    addEndpoint(endpoint, most) {
      if (endpoints.has(endpoint.id)) return true;
      if (endpoints.size >= most) return false;
      endpoints.set(endpoint.id, endpoint);
      return true;
    },

    findEndpoint: (id) => endpoints.get(id.toLowerCase()) ?? null,

    listEndpoints(page) {
      const rows = [...endpoints.values()].toSorted(newestFirst((endpoint) => endpoint));
      return toPage({ rows, nameOf: ({ id }) => `endpoint ${id}` }, page, (endpoint) => endpoint);
    },

    replaceEndpoint(endpoint, expected) {
      const known = endpoints.get(endpoint.id);
      if (known === undefined || known.updatedAt.getTime() !== expected.getTime()) return false;
      endpoints.set(endpoint.id, { ...endpoint, failingSince: endpoint.failingSince && known.failingSince });
      if (known.status !== endpoint.status) endWaiting(tables, endpoint.id);
      return true;
    },

    removeEndpoint(id) {
      const isGone = endpoints.delete(id.toLowerCase());
      for (const { endpointId, eventId } of eventDeliveries.values())
        if (endpointId === id.toLowerCase()) eventDeliveries.delete(keyOf(endpointId, eventId));
      return isGone;
    },
  };
}
