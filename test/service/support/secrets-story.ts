import { randomUUID } from 'node:crypto';
import { INDISCRETIONS } from './indiscreet-provider.ts';
import { GYM, OPERATOR, SECRETS, type SecretService, startWithSecrets, tokenOf, USER } from './secret-service.ts';
import { mercadoPagoBody, mercadoPagoHeaders } from './signing.ts';

export const EMAIL = `${randomUUID()}@members.example`;

/** Plays payments, failures of providers and attacks. → All that was written, and what the answers were. */
export async function playWithSecrets() {
  const service = await startWithSecrets();
  const statuses: Record<string, readonly number[]> = {};
  const people = peopleOf(service);
  await people.putGym(GYM.accessToken);
  const { clientSecrets, ...orders } = await payOrder(service, people);
  const { paid, ...checkouts } = await payCheckout(service, people);
  Object.assign(statuses, orders, checkouts);
  for (const [name, misdeed] of Object.entries(INDISCRETIONS)) {
    const [unpaid, open] = [await people.putOrder(), await people.putOrder()];
    await people.intent(open);
    service.misbehave(misdeed);
    const answers = [await people.intent(unpaid), await people.checkout(), await people.notify(paid)];
    await people.putOrder(open, { status: 'cancelled' });
    service.misbehave(null);
    // An account that answers nothing useful ten times in a row is left alone: then it would not be asked any more.
    for (const well of [await people.intent(await people.putOrder()), await people.checkout()])
      if (well.status >= 300) throw new Error(`${name}: ${well.status} afterwards`);
    statuses[name] = answers.map(({ status }) => status);
  }
  await people.putGym(tokenOf(SECRETS['a token that Mercado Pago refuses'], GYM.userId));
  statuses['a refused token'] = [(await people.checkout()).status, (await people.notify(paid)).status];
  await sayStrangeThings(service, people);
  const apiKey = await useApiKey(service);
  return { statuses, clientSecrets, apiKey, written: await service.stop() };
}

type People = ReturnType<typeof peopleOf>;

function peopleOf({ call }: SecretService) {
  return {
    putGym: (token: string, changes: object = {}) => {
      const credentials = { access_token: token, webhook_secrets: [GYM.webhookSecret] };
      const body = { name: 'Gym', payments_enabled: true, credentials, ...changes };
      return call('PUT', '/api/v1/gyms/gym', { by: OPERATOR, body });
    },
    putOrder: async (orderId: string = randomUUID(), changes: object = {}) => {
      const body = { user_id: 'member-1', amount: 1000, currency: 'jpy', customer_email: EMAIL, ...changes };
      await call('PUT', `/api/v1/orders/${orderId}`, { by: OPERATOR, body });
      return orderId;
    },
    intent: (orderId: string, key: string = randomUUID()) =>
      call('POST', '/api/v1/payments/intent', {
        by: USER,
        headers: { 'idempotency-key': key },
        body: { order_id: orderId },
      }),
    checkout: (key: string = randomUUID()) => {
      const body = { gym_id: 'gym', amount: 5000, title: 'Pass', payer_email: EMAIL };
      return call('POST', '/api/v1/payments/checkout', { by: USER, headers: { 'idempotency-key': key }, body });
    },
    notify: (id: string, secret: string = GYM.webhookSecret) => {
      const signed = { headers: mercadoPagoHeaders({ id, secret }), body: mercadoPagoBody(id) };
      return call('POST', `/webhook/gym?data.id=${id}&type=payment`, signed);
    },
  };
}

/** An order through Stripe, asked for twice, paid, and reported with a right and a wrong signature. */
async function payOrder({ call, pay }: SecretService, { putOrder, intent }: People) {
  const orderId = await putOrder();
  await call('GET', `/api/v1/orders/${orderId}`, { by: USER });
  const answers = [await intent(orderId, 'the-same-key'), await intent(orderId, 'the-same-key')];
  const { headers, body } = await pay();
  const signed = headers(new Date());
  const signature = signed['stripe-signature'];
  const wrong = { 'stripe-signature': `${signature}0` };
  const right = await call('POST', '/api/v1/payments/webhook', { headers: signed, body });
  const refused = await call('POST', '/api/v1/payments/webhook', { headers: wrong, body });
  // All that people can look up of it, by who may look up most.
  const payment = `/api/v1/payments/${answers[0]?.body['data']?.['payment_id']}`;
  const looks = ['/api/v1/payments', payment, `${payment}/details`, `${payment}/timeline`, `${payment}/refunds`];
  const looked: number[] = [];
  for (const path of looks) looked.push((await call('GET', path, { by: OPERATOR })).status);
  const clientSecrets = answers.map((answer) => answer.body['data']?.['client_secret']?.split('_secret_')[1] ?? '');
  return { clientSecrets, 'a Stripe event': [right.status, refused.status], 'what is looked up': looked };
}

/** The same for a checkout through Mercado Pago. */
async function payCheckout({ call, pay }: SecretService, { checkout, notify }: People) {
  await call('GET', '/api/v1/gyms', { by: OPERATOR });
  await checkout('the-same-key');
  const page = new URL(String((await checkout('the-same-key')).body['init_point']));
  const { subject: paid } = await pay(page.searchParams.get('pref_id') ?? '');
  const answers = [await notify(paid), await notify(paid, 'wrong')];
  return { paid, 'a Mercado Pago notification': answers.map(({ status }) => status) };
}

/** Secrets where none belong: in addresses, in bodies that can't be read, in tokens that aren't right. */
async function sayStrangeThings({ call }: SecretService, { putGym }: People): Promise<void> {
  const query = `?token=${SECRETS['a word in a query']}&data.id=${SECRETS['a word in a query']}`;
  for (const path of ['/api/v1/payments/x', '/api/v1/gyms', '/nothing', '/webhook/gym', '/health', '/%zz'])
    for (const method of ['GET', 'POST']) await call(method, path + query, { by: OPERATOR });
  const word = SECRETS['a word in a broken body'];
  for (const body of [`{"a":"${word}`, `"${word}"`, `{"${word}":1,"order_id":"${word}"}`, `{"__proto__":"${word}"}`])
    for (const path of ['intent', 'checkout', 'webhook'])
      await call('POST', `/api/v1/payments/${path}`, { by: USER, body });
  for (const credentials of [word, { access_token: [word] }, { access_token: word, webhook_secrets: word }])
    await putGym('', { credentials });
  for (const token of [`${USER}x`, USER.replace(/\.[^.]*$/, '.'), `${USER}.${USER}`])
    await call('GET', `/api/v1/payments/${randomUUID()}`, { by: token });
}

/** A key is made, used, listed, mistyped, revoked and used again; then the audit of it is read. */
async function useApiKey({ call }: SecretService): Promise<string> {
  const body = { name: 'Shop', scopes: ['orders:write'] };
  const asked = { by: OPERATOR, body, headers: { 'idempotency-key': randomUUID() } };
  const made = await call('POST', '/api/v1/api-keys', asked);
  if ((await call('POST', '/api/v1/api-keys', asked)).status !== 201) throw new Error('the key was not shown again');
  const { id, key } = made.body['data'] as { id: string; key: string };
  const looks = ['/api/v1/payments', `/api/v1/orders/${randomUUID()}`];
  for (const path of looks) await call('GET', path, { by: key });
  await call('GET', '/api/v1/api-keys', { by: OPERATOR });
  await call('GET', '/api/v1/payments', { by: `${key}0` });
  await call('DELETE', `/api/v1/api-keys/${id}`, { by: OPERATOR });
  const refused = await call('GET', '/api/v1/payments', { by: key });
  const audit = await call('GET', `/api/v1/audit?subject=key:${id}`, { by: OPERATOR });
  if (refused.status !== 401 || audit.body['data']?.['items']?.length !== 2) throw new Error('the key was not revoked');
  return key;
}
