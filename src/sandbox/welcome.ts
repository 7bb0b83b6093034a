import { moneyToDecimal } from '../domain/money/money.ts';
import type { Order } from '../domain/payment/order.ts';
import { DEMO_GYM } from './seed.ts';

export type Welcome = {
  /** The service, base path included. */
  readonly url: string;
  readonly sandboxUrl: string;
  readonly token: string;
  readonly order: Order;
};

/** The first screen: what is running, and commands that work as they are printed. */
export function welcome({ url, sandboxUrl, token, order }: Welcome): string {
  const api = `${url}/api/v1/payments`;
  const pay = `${sandboxUrl}/sandbox/payments`;
  const amount = `${moneyToDecimal(order.amount)} ${order.amount.currency}`;
  return `
FitStack Payments: the sandbox. Stripe, Mercado Pago and PayPal are simulated, no money moves.

  the service    ${url}     (its API is described at ${url}/docs)
  the sandbox    ${sandboxUrl}/sandbox
  the events     ${sandboxUrl}/sandbox/events     (what the service sends to its subscribers)

In a browser: open the sandbox. It opens payments, lets you pay them, and shows what becomes of them.

In a terminal: paste these into another one, one after the other.

# A token for the demo user, good for one hour
TOKEN=${token}

# 1. Open a payment for the demo order (${amount}) through Stripe
ANSWER=$(curl -s -X POST ${api}/intent -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' -d '{"order_id":"${order.id}"}'); echo "$ANSWER"

# 2. Pay it as the customer would: Stripe then calls our webhook
PAYMENT=$(echo "$ANSWER" | sed 's/.*"payment_id":"\\([^"]*\\)".*/\\1/')
curl -s -w '\\n' -X POST ${pay}/$PAYMENT/succeed

# 3. Read it: its status is "succeeded"
curl -s -w '\\n' ${api}/$PAYMENT -H "Authorization: Bearer $TOKEN"

# 4. Open a checkout of 5000.00 ARS at the demo gym through Mercado Pago
ANSWER=$(curl -s -X POST ${api}/checkout -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d '{"gym_id":"${DEMO_GYM}","amount":5000.00,"title":"Monthly pass","payer_email":"user@example.com"}'); echo "$ANSWER"

# 5. Open the printed init_point in a browser and approve it there, or here
CHECKOUT=$(echo "$ANSWER" | sed 's/.*pref_id=\\([^"&]*\\).*/\\1/')
curl -s -w '\\n' -X POST ${pay}/$CHECKOUT/succeed

`;
}
