import type { Endpoint, EndpointSecrets } from '../../domain/event/endpoint.ts';
import type { AuditRecord } from '../../domain/operator/audit.ts';
import type { Page, PageRequest } from './queries.ts';

/** An endpoint as it is stored. */
export type KeptEndpoint = Endpoint & {
  readonly secrets: EndpointSecrets;
  /** When the first of the tries was made that have all failed since; null after one that succeeded. */
  readonly failingSince: Date | null;
};

/** The endpoints of subscribers. An audit is written where the endpoint is changed by this call. */
export type Endpoints = {
  /**
   * False, and nothing is stored, where there are `most` already, which is the same number at each call. One that is there,
   * by its id, stays as it is.
   */
  addEndpoint(endpoint: KeptEndpoint, most: number, audit?: AuditRecord | null): Promise<boolean>;
  findEndpoint(id: string): Promise<KeptEndpoint | null>;
  /** Newest first. @throws DomainError `invalid` with field `cursor` */
  listEndpoints(page: PageRequest): Promise<Page<KeptEndpoint>>;
  /**
   * False, and nothing is stored, when the endpoint was changed since `expected` (its `updatedAt`), or is gone. Tries set
   * `failingSince`: it stays as they left it, or is cleared where it is null here. What waits for an endpoint whose status
   * changes is not sent any more.
   */
  replaceEndpoint(endpoint: KeptEndpoint, expected: Date, audit?: AuditRecord | null): Promise<boolean>;
  /** With its deliveries. False when there was none. */
  removeEndpoint(id: string, audit?: AuditRecord | null): Promise<boolean>;
};
