import type { DeliveryView } from '../../conformance/store/endpoints.ts';
import { type Asking, rowsOf } from './checks-clock.ts';

/** What the store has made for its endpoints, read behind its back. */
export function deliveryView(db: Asking): DeliveryView {
  return {
    async deliveriesTo(endpointId) {
      const rows = await rowsOf<{ id: string }>(
        db,
        'SELECT event_id AS id FROM event_deliveries WHERE endpoint_id = $1 ORDER BY due_at, sequence',
        [endpointId],
      );
      return rows.map(({ id }) => id);
    },
  };
}
