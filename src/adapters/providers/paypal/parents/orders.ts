import { type Outcome, ok } from '../../../../ports/outcome.ts';
import { fieldsOf, type JsonObject } from '../../shared/json.ts';
import type { Client } from '../calls/client.ts';
import { judgeFetch, unanswered } from '../calls/errors.ts';
import { ID, idAbove } from '../payments/wire.ts';

/** An order as it is now; null when this account has none by that id, or PayPal has forgotten it. */
export async function getOrder(client: Client, id: string): Promise<Outcome<JsonObject | null>> {
  if (!ID.test(id)) return ok(null);
  const answer = await client.call({ method: 'GET', path: `/v2/checkout/orders/${id}` }, judgeFetch);
  if (answer.kind !== 'ok' || answer.value === null || answer.value['id'] === id) return answer;
  return unanswered('the answer is not that order');
}

/** The order of a capture; null when there is no such capture. */
export async function orderIdOf(client: Client, captureId: string): Promise<Outcome<string | null>> {
  const answer = await client.call({ method: 'GET', path: `/v2/payments/captures/${captureId}` }, judgeFetch);
  if (answer.kind !== 'ok' || answer.value === null) return answer as Outcome<null>;
  if (answer.value['id'] !== captureId) return unanswered('the answer is not that capture');
  const { related_ids } = fieldsOf(answer.value['supplementary_data']);
  const { order_id = idAbove(answer.value, 'orders') } = fieldsOf(related_ids);
  return typeof order_id === 'string' && ID.test(order_id) ? ok(order_id) : unanswered('the capture names no order');
}
