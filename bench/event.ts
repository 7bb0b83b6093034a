import { createHmac } from 'node:crypto';
import { AMOUNT, CURRENCY, idOf, intentIdOf, WEBHOOK_SECRET } from './settings.ts';

/** A success of payment number `index`, as large as Stripe's are, and signed now. */
export function signedEvent(index: number): { readonly body: string; readonly signature: string } {
  const seconds = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({
    id: `evt_bench${index}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: seconds,
    data: { object: intentOf(index, seconds) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: `req_${index}`, idempotency_key: `${idOf('payment', index)}-1` },
    type: 'payment_intent.succeeded',
  });
  const digest = createHmac('sha256', WEBHOOK_SECRET).update(`${seconds}.${body}`).digest('hex');
  return { body, signature: `t=${seconds},v1=${digest}` };
}

/** https://docs.stripe.com/api/payment_intents/object, 2026-11-21. */
function intentOf(index: number, seconds: number): object {
  return {
    id: intentIdOf(index),
    object: 'payment_intent',
    amount: AMOUNT,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: AMOUNT,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: 'always', enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${intentIdOf(index)}_secret_of_this_bench`,
    confirmation_method: 'automatic',
    created: seconds - 60,
    currency: CURRENCY.toLowerCase(),
    customer: null,
    description: 'Order',
    last_payment_error: null,
    latest_charge: `ch_bench${index}`,
    livemode: false,
    metadata: { payment_id: idOf('payment', index) },
    next_action: null,
    on_behalf_of: null,
    payment_method: `pm_bench${index}`,
    payment_method_configuration_details: { id: 'pmc_bench', parent: null },
    payment_method_options: { card: { installments: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: ['card', 'link'],
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}
