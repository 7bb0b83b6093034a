import { type Chance, mutated } from '../../../seeded.ts';
import { MERCADO_PAGO, STRIPE } from '../../support/platform.ts';
import { type Headers, mercadoPagoHeaders, stripeSignature } from '../../support/signing.ts';
import { accepts, type Route, takes } from './routes.ts';
import { deepIn, goodBody, poisonedIn, withBadField } from './values.ts';

/** A request in which something is wrong, and the statuses that say so. */
export type Wrong = {
  readonly method: string;
  readonly target: string;
  readonly headers: Headers;
  readonly body?: string | Uint8Array;
  readonly statuses: readonly number[];
};

/** With its number and kind, so that it can be found again, and an `x-request-id` or none. */
export type Malformed = Wrong & { readonly what: string; readonly requestId: string | null };

/** Makes a request wrong in one way; null where it can't be wrong in that way. The token may do everything. */
type Fault = (route: Route, chance: Chance, token: string) => Wrong | null;

/** Each as often as the others, in 10,000 requests some hundreds of times. */
export const FAULTS = {
  'a bad token': (route, chance, token) => {
    if (route.access !== 'token') return null;
    const headers = { ...asItShouldBe(route, token).headers, authorization: badAuthorization(chance, token) };
    return { ...asItShouldBe(route, token), headers, statuses: [401] };
  },
  'a body that is no JSON': (route, chance, token) => {
    const half = goodBody(route).slice(0, -1 - chance.below(8));
    return withBody(route, token, chance.pick([...NO_JSON, half]), [400]);
  },
  'a body that is no text': (route, chance, token) => {
    const bytes = Array.from({ length: 1 + chance.below(64) }, () => chance.below(256));
    return withBody(route, token, Uint8Array.from([0xff, ...bytes]), [400]);
  },
  'a body of another type': (route, chance, token) => withBody(route, token, chance.pick(OTHER_TYPES), [400]),
  'a bad field': (route, chance, token) => {
    const text = withBadField(route, chance);
    return text === null || accepts(route, JSON.parse(text)) ? null : withBody(route, token, text, [400]);
  },
  'a body with too many levels': (route, chance, token) =>
    withBody(route, token, deepIn(route, chance.below(10) === 0 ? 8000 : 32 + chance.below(100)), [400]),
  'poison for prototypes': (route, chance, token) => withBody(route, token, poisonedIn(route, chance), [400]),
  'another media type': (route, chance, token) => {
    const request = withBody(route, token, goodBody(route), [415]);
    return request && { ...request, headers: { ...request.headers, 'content-type': chance.pick(MEDIA_TYPES) } };
  },
  'too large a body': (route, chance, token) =>
    // Seldom, since it is the machine's network that these are slow in.
    chance.below(10) === 0 ? withBody(route, token, `{"x":"${'x'.repeat(65_536)}"}`, [413]) : null,
  'a bad Idempotency-Key': (route, chance, token) => {
    const isTaken = route.parameters.some(({ name }) => name === 'Idempotency-Key');
    const request = isTaken ? withBody(route, token, goodBody(route), [400]) : null;
    return request && { ...request, headers: { ...request.headers, 'idempotency-key': chance.pick(BAD_KEYS) } };
  },
  'a bad part of the path': (route, chance, token) => {
    const [name] = route.parameters.flatMap((parameter) => (parameter.in === 'path' ? [parameter.name] : []));
    const text = chance.pick(BAD_TEXTS);
    if (name === undefined || takes(route, name, text)) return null;
    const target = route.template.replace(`{${name}}`, encodeURIComponent(text)).replace(/\{\w+\}/g, 'x');
    return { ...asItShouldBe(route, token), target, statuses: [400, 404] };
  },
  'a bad escape in the path': (route, chance, token) => {
    const target = `${route.path}${chance.pick(['%', '%z', '%zz', '%c3%28', '%ed%a0%80', '%ff', '%u0041'])}`;
    return { ...asItShouldBe(route, token), target, statuses: [400] };
  },
  'a bad query': (route, chance, token) => {
    const names = route.parameters.flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : []));
    if (names.length === 0 || route.access === 'webhook') return null;
    const [name, text] = [chance.pick(names), chance.pick(BAD_TEXTS)];
    const isTwice = chance.below(4) === 0;
    if (!isTwice && takes(route, name, text)) return null;
    const query = `${name}=${encodeURIComponent(text)}${isTwice ? `&${name}=1` : ''}`;
    return { ...asItShouldBe(route, token), target: `${route.path}?${query}`, statuses: [400] };
  },
  'a bad signature': (route, chance) => {
    if (route.access !== 'webhook') return null;
    const query = chance.pick([
      '',
      '?data.id=1',
      '?data.id=1&data.id=2',
      '?data.id=%00',
      '?data.id[]=1',
      '?data.id=__proto__',
    ]);
    const body = chance.pick([...NO_JSON, ...OTHER_TYPES, '{"data":{"id":"1"}}', deepIn(route, 20)]);
    return { method: 'POST', target: route.path + query, headers: badSignature(chance), body, statuses: [400, 401] };
  },
  'a signed notification of rubbish': (route, chance) => {
    const sign = SIGNED[route.template];
    const object = chance.pick([
      'null',
      '[]',
      '"pi_1"',
      '{}',
      '{"id":5}',
      '{"id":"pi_1","object":"payment_intent","amount":"x"}',
    ]);
    const event = `{"id":"evt_${chance.below(9)}","object":"event","type":"payment_intent.succeeded","data":{"object":${object}}}`;
    const body = chance.pick([
      event,
      event.replace('"type"', '"kind"'),
      '{"data":{"id":5}}',
      ...NO_JSON,
      ...OTHER_TYPES,
    ]);
    return sign ? { method: 'POST', body, ...sign(route.path, body), statuses: [200, 400] } : null;
  },
  'another method': (route, chance, token) => {
    const method = chance.pick(METHODS);
    const { target, headers } = asItShouldBe(route, token);
    return route.methods.includes(method) ? null : { method, target, headers, statuses: [405] };
  },
  'an unknown path': (route, chance, token) => {
    const path = `/${mutated(route.path, chance).replace(/^\/|[^\x21-\x7e]|[?#%\\]/g, '~')}`;
    return {
      ...asItShouldBe(route, token),
      target: `${path}/~/~${chance.pick(['', '/', '/..', '//x'])}`,
      statuses: [404],
    };
  },
} as const satisfies Record<string, Fault>;

/** How the platform's providers sign what they send. */
const SIGNED: Readonly<Record<string, (path: string, body: string) => { target: string; headers: Headers }>> = {
  '/api/v1/payments/webhook': (target, body) => ({
    target,
    headers: { 'stripe-signature': stripeSignature(body, STRIPE.secrets[0]) },
  }),
  '/api/v1/payments/webhook/mercadopago': (path) => ({
    target: `${path}?data.id=67890&type=payment`,
    headers: mercadoPagoHeaders({ id: '67890', secret: MERCADO_PAGO.secrets[0], requestId: null }),
  }),
};

const NO_JSON = [
  ...['', ' ', '{', '[', '"', '{"a"', '{"a":', '{"a":1,}', "{'a':1}", '{a:1}', 'undefined', 'NaN', 'Infinity', '01'],
  ...[
    '{}{}',
    '{"a":1}\0',
    '\0',
    '/**/{}',
    '<xml/>',
    'a=1&b=2',
    '{"a":"\t"}',
    '{"a":"\\x41"}',
    '{"a":.5}',
    '{"a":0x10}',
  ],
] as const;
const OTHER_TYPES = ['null', 'true', '0', '-0', '1e400', '"x"', '""', '[]', '[{}]', '[[[]]]'] as const;
const MEDIA_TYPES = [
  ...['text/plain', 'application/jsonp', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'],
  ...['application/json5', 'text/json', 'garbage', '/', '*/*', 'application/', 'application/json/x'],
] as const;
const BAD_KEYS = ['', ' ', 'a b', '\t', 'é', 'x'.repeat(256), 'x'.repeat(4000), ['a', 'b'], ['a', 'a']];
const METHODS = 'GET HEAD POST PUT PATCH DELETE TRACE OPTIONS PROPFIND SEARCH LOCK MKCOL REPORT'.split(' ');
const BAD_TEXTS = [
  ...['\0', 'a\0', '\n', ' ', 'ä', '￿', '💪', '\u202e', '__proto__', 'constructor', 'toString', 'null', 'undefined'],
  ...['-1', '0', '101', '1e1', '0x10', 'NaN', '1.5', '١', "' OR 1=1 --", '../x', '..\\x', '{}', '[]', '%00', '%2e%2e'],
  ...[
    '550e8400-e29b-41d4-a716-44665544000',
    '550e8400e29b41d4a716446655440000',
    'UPPER',
    '-a-',
    'a_b',
    'x'.repeat(5000),
  ],
];

/** As the document's own example does it. */
function asItShouldBe(route: Route, token: string): Omit<Wrong, 'statuses'> {
  const { method, path, body } = route;
  const headers = { authorization: `Bearer ${token}`, ...(body !== null && { 'content-type': 'application/json' }) };
  return { method, target: path, headers, ...(body !== null && { body: goodBody(route) }) };
}

function withBody(route: Route, token: string, body: string | Uint8Array, statuses: readonly number[]) {
  return route.body === null ? null : { ...asItShouldBe(route, token), body, statuses };
}

function badAuthorization(chance: Chance, token: string): string | string[] {
  const changed = mutated(token, chance).replace(/[^\x21-\x7e]/g, '!');
  const [head, payload] = token.split('.');
  return chance.pick<string | string[]>([
    ...['', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Bearer a.b.c', 'Bearer null', `Bearer${token}`, token],
    ...[
      `Bearer ${changed}`,
      `Bearer ${head}.${payload}.`,
      `Bearer ${head}.${payload}`,
      `Bearer ${token}, Bearer ${token}`,
    ],
    ...[`Bearer eyJhbGciOiJub25lIn0.${payload}.`, `Bearer ${'x'.repeat(8000)}`, `Digest ${token}`],
    [`Bearer ${token}`, `Bearer ${token}`],
  ]);
}

function badSignature(chance: Chance): Headers {
  const digest = chance.pick(['', '0', '0'.repeat(64), 'g'.repeat(64), 'é'.repeat(64), '0'.repeat(5000)]);
  const time = chance.pick(['', '0', '-1', '1e3', String(Math.floor(Date.now() / 1000)), '9'.repeat(400), 'NaN']);
  const value = chance.pick([`t=${time},v1=${digest}`, `ts=${time},v1=${digest}`, `v1=${digest}`, ',,,', '=', digest]);
  const name = chance.pick(['stripe-signature', 'x-signature']);
  return { [name]: chance.below(5) === 0 ? [value, value] : value, 'content-type': chance.pick(MEDIA_TYPES) };
}
