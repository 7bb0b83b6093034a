import { expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import { aGym, anOrder, aServer, bearer, ORDER_ID, PAYMENT_ID, recording } from '../harness.ts';

const HEADERS = bearer();
const MINOR = 'must be an integer in minor units from 1 to 999999999999: 10.00 USD is 1000, 1000 JPY is 1000';
const UUID = 'must be a UUID';
const EMAIL = 'must be an email address in ASCII, such as user@example.com';
const SLUG = 'must be a slug: 1 to 64 lower-case letters, digits and inner hyphens';
const TEXT = 'must be a string of 1 to 256 characters without control characters';
const MAJOR = 'must be a number greater than 0 in major units, such as 5000 or 49.9';

test('all fields at fault are named at once, in the order of the document, the first in `details.field`', async () => {
  const payload = { user_id: '', amount: '1000', currency: 5, capture_method: 'later', customer_email: null };

  const response = await aServer().inject({
    method: 'PUT',
    url: `/api/v1/orders/${ORDER_ID}`,
    headers: HEADERS,
    payload,
  });

  const fields = [
    { field: 'user_id', message: TEXT.replace('256', '255') },
    { field: 'amount', message: MINOR },
    { field: 'currency', message: expect.stringMatching(/three-letter ISO 4217 code/) },
    { field: 'capture_method', message: 'must be one of automatic, manual' },
  ];
  expect(response.statusCode).toBe(400);
  expect(response.json()).toEqual({
    status: 'error',
    error: expect.stringMatching(/^user_id must be .*; amount must be .*; currency must .*; capture_method must .*$/),
    code: 400,
    details: { field: 'user_id', fields },
  });
});

test('one field at fault is named alone', async () => {
  const payload = { order_id: 'order-1' };

  const response = await aServer().inject({
    method: 'POST',
    url: '/api/v1/payments/intent',
    headers: HEADERS,
    payload,
  });

  const details = { field: 'order_id' };
  expect(response.json()).toEqual({ status: 'error', error: `order_id ${UUID}`, code: 400, details });
});

test('what is missing is named with the form that it needs', async () => {
  const url = '/api/v1/payments/intent';

  const response = await aServer().inject({ method: 'POST', url, headers: HEADERS, payload: { customer_email: 'x' } });

  expect(response.json()).toMatchObject({
    details: {
      field: 'order_id',
      fields: [
        { field: 'order_id', message: `is required: it ${UUID}` },
        { field: 'customer_email', message: EMAIL },
      ],
    },
  });
});

test('the gyms API says all of it in `error`, and has its three keys', async () => {
  const payload = { gym_id: 'Iron Temple', amount: '5000.00', title: '' };

  const response = await aServer().inject({
    method: 'POST',
    url: '/api/v1/payments/checkout',
    headers: HEADERS,
    payload,
  });

  const said = [`gym_id ${SLUG}`, `amount ${MAJOR}`, `title ${TEXT}`, `payer_email is required: it ${EMAIL}`];
  expect(response.statusCode).toBe(400);
  expect(response.json()).toEqual({ success: false, error: said.join('; '), code: 'VALIDATION_ERROR' });
});

test('fields inside fields are named by their path, and a field that holds them is not blamed for them', async () => {
  const payload = { name: 'x', payments_enabled: 'yes', credentials: { webhook_secrets: ['ok-secret-16-chars', 5] } };

  const response = await aServer().inject({
    method: 'PUT',
    url: '/api/v1/gyms/iron-temple',
    headers: HEADERS,
    payload,
  });

  const { fields } = response.json().details;
  const byName = new Map(fields.map((each: { field: string; message: string }) => [each.field, each.message]));
  expect([...byName.keys()].toSorted()).toEqual([
    'credentials.access_token',
    'credentials.webhook_secrets.1',
    'payments_enabled',
  ]);
  expect(byName.get('payments_enabled')).toBe('must be true or false');
});

const LISTS = [
  [
    '/api/v1/payments',
    'q, status, order_id, gym_id, provider, currency, amount, created_from, created_to, has_problems, limit, cursor',
  ],
  ['/api/v1/gyms', 'limit, cursor'],
  [`/api/v1/payments/${PAYMENT_ID}/refunds`, 'limit, cursor'],
  [`/api/v1/payments/${PAYMENT_ID}/timeline`, 'limit, cursor'],
] as const;

test.each(LISTS)(
  'an unknown query parameter of %s is refused, and the known ones are named: %s',
  async (url, names) => {
    const response = await aServer().inject({ url: `${url}?colour=red`, headers: HEADERS });

    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({
      status: 'error',
      error: `colour is unknown here: there are ${names}`,
      code: 400,
      details: { field: 'colour' },
    });
  },
);

test.each([
  ['limit=0', 'limit', 'must be an integer from 1 to 100'],
  ['limit=101', 'limit', 'must be an integer from 1 to 100'],
  ['limit=abc', 'limit', 'must be an integer from 1 to 100'],
  ['limit=', 'limit', 'must be an integer from 1 to 100'],
  ['limit=1&limit=2', 'limit', 'must be given once'],
  ['status=paid', 'status', 'must be one of pending, processing, failed, cancelled, succeeded'],
  ['order_id=17', 'order_id', UUID],
  ['cursor=a%20b', 'cursor', 'must be the next_cursor of the page before'],
])('a list that is asked for with %s is refused: %s %s', async (query, field, form) => {
  const response = await aServer().inject({ url: `/api/v1/payments?${query}`, headers: HEADERS });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ error: `${field} ${form}`, details: { field } });
});

const OF_GYM = { name: 'Iron Temple', payments_enabled: true };
const OF_ORDER = { user_id: 'user-1', amount: 1000 };

test.each([
  ['/api/v1/gyms/iron-temple', { ...OF_GYM, currency: 'zzz' }],
  ['/api/v1/gyms/iron-temple', { ...OF_GYM, currency: 'pesos' }],
  [`/api/v1/orders/${ORDER_ID}`, { ...OF_ORDER, currency: 'US$' }],
  [`/api/v1/orders/${ORDER_ID}`, { ...OF_ORDER, currency: 'XXX' }],
])('a currency that is none is refused with the form of a code: %s %j', async (url, payload) => {
  const response = await aServer().inject({ method: 'PUT', url, headers: HEADERS, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({
    error: expect.stringMatching(
      /^currency must be the three-letter ISO 4217 code of a supported currency, in lower or/,
    ),
    details: { field: 'currency' },
  });
});

test.each(['usd', 'USD', 'Usd'])(
  'the currency %s is taken in an order and in a gym, and meant alike',
  async (currency) => {
    const orders = recording({ value: anOrder({ amount: money(1000, 'USD') }), created: false });
    const gyms = recording({ value: aGym({ currency: money(0, 'USD').currency }), created: false });
    const server = aServer({ putOrder: orders.behaviour, putGym: gyms.behaviour });
    const put = (url: string, payload: object) => server.inject({ method: 'PUT', url, headers: HEADERS, payload });

    const [order, gym] = [
      await put(`/api/v1/orders/${ORDER_ID}`, { ...OF_ORDER, currency }),
      await put('/api/v1/gyms/iron-temple', { ...OF_GYM, currency }),
    ];

    expect([order.statusCode, gym.statusCode]).toEqual([200, 200]);
    expect([orders.calls[0]?.[1], gyms.calls[0]?.[1]]).toMatchObject([{ currency: 'USD' }, { currency: 'USD' }]);
    expect([order.json().data.currency, gym.json().data.currency]).toEqual(['usd', 'USD']);
  },
);

const LOCAL_PAGES = [
  'http://localhost:5173/done',
  'HTTP://localhost/done',
  'http://127.0.0.1:3000',
  'http://[::1]:8081/?a=b',
];

test.each(LOCAL_PAGES)('the sandbox sends buyers back to %s, and no other service does', async (return_url) => {
  const behaviour = {
    putOrder: async () => ({ value: anOrder(), created: false }),
    putGym: async () => ({ value: aGym(), created: false }),
  };
  for (const [sandbox, status] of [
    [true, 200],
    [false, 400],
  ] as const) {
    const server = aServer(behaviour, { sandbox });
    const put = (url: string, payload: object) => server.inject({ method: 'PUT', url, headers: HEADERS, payload });

    const answers = [
      await put(`/api/v1/orders/${ORDER_ID}`, { ...OF_ORDER, currency: 'usd', return_url }),
      await put('/api/v1/gyms/iron-temple', { ...OF_GYM, return_url }),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([status, status]);
    if (status === 400) expect(answers[0]?.json()).toMatchObject({ details: { field: 'return_url' } });
  }
});

test.each([
  'http://shop.example/done',
  'http://localhost.evil.example/',
  'http://localhost@evil.example/',
  'http://127.0.0.1.evil.example/',
  'ftp://localhost/',
  'javascript:alert(1)',
])('the sandbox does not send buyers back to %s', async (return_url) => {
  const payload = { ...OF_ORDER, currency: 'usd', return_url };
  const server = aServer({}, { sandbox: true });

  const response = await server.inject({ method: 'PUT', url: `/api/v1/orders/${ORDER_ID}`, headers: HEADERS, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field: 'return_url' } });
});

test.each([
  ['', 'Request body must be valid JSON: it is empty'],
  [`{"order_id":"${ORDER_ID}",}`, 'Request body must be valid JSON: the error is at line 1 column 52'],
  ["{'order_id':1}", 'Request body must be valid JSON: the error is at line 1 column 2'],
  ['[]', 'Request body must be a JSON object'],
  ['"{}"', 'Request body must be a JSON object'],
])('the refusal of a body that is no JSON object says where it breaks off: %s', async (payload, error) => {
  const headers = { ...HEADERS, 'content-type': 'application/json' };

  const response = await aServer().inject({ method: 'POST', url: '/api/v1/payments/intent', headers, payload });

  expect(response.json()).toEqual({ status: 'error', error, code: 400 });
});

const SECRET = 'must be a string of 16 to 512 visible ASCII characters';
const URL_FORM = 'must be an https URL of at most 2048 visible ASCII characters, without a user name or password';
const withSecrets = (...webhook_secrets: string[]) => ({ access_token: 'TEST-1', webhook_secrets });

test.each([
  [{ credentials: withSecrets('x'.repeat(15)) }, 'credentials.webhook_secrets.0', SECRET],
  [{ credentials: withSecrets('x'.repeat(513)) }, 'credentials.webhook_secrets.0', SECRET],
  [{ credentials: withSecrets() }, 'credentials.webhook_secrets', `must be a list of 1 to 5, of which each ${SECRET}`],
  [
    { credentials: { access_token: 'TEST-1' } },
    'credentials.webhook_secrets',
    `is required: it must be a list of 1 to 5, of which each ${SECRET}`,
  ],
  [{ return_url: 'https://u:p@host/' }, 'return_url', URL_FORM],
])('a gym with %j is refused with the form of %s', async (changes, field, form) => {
  const payload = { ...OF_GYM, ...changes };

  const response = await aServer().inject({ method: 'PUT', url: '/api/v1/gyms/a', headers: HEADERS, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ error: `${field} ${form}`, details: { field } });
});
