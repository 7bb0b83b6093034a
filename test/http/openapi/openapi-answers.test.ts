import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { OPENAPI_FILE } from '../../../scripts/openapi.ts';
import type { Document } from '../../../src/adapters/http/openapi/types.ts';
import { type Answer, describedPath, faultIn } from '../described.ts';
import { PAYMENT_ID } from '../harness.ts';

// The harness holds every answer in these tests against the document. This shows that it would notice.

const document: Document = JSON.parse(await readFile(OPENAPI_FILE, 'utf8'));

const JSON_HEADERS = {
  'x-request-id': 'mine',
  'content-type': 'application/json; charset=utf-8',
  location: `/api/v1/payments/${PAYMENT_ID}`,
};
const DATA = {
  payment_id: PAYMENT_ID,
  client_secret: 'secret',
  amount: 1000,
  currency: 'jpy',
  status: 'pending',
};
const REFUSED = { status: 'error', error: 'order_id is not valid', code: 400, details: { field: 'order_id' } };

function anIntent(body: object, changes: Partial<Answer> = {}): Answer {
  const path = '/api/v1/payments/intent';
  return { method: 'post', path, status: 201, headers: JSON_HEADERS, body: JSON.stringify(body), ...changes };
}

test.each([
  ['a success', anIntent({ status: 'success', data: DATA })],
  ['a refusal', anIntent(REFUSED, { status: 400 })],
  ['an unknown path', anIntent({ status: 'error', error: 'Not found', code: 404 }, { path: null, status: 404 })],
  ['an answer without its body', anIntent({}, { path: '/health', method: 'head', status: 200, body: '' })],
])('%s that is described has no fault', (_what, answer) => {
  expect(faultIn(document, answer)).toBeNull();
});

test.each([
  ['an unknown operation', anIntent({}, { method: 'put' }), 'put /api/v1/payments/intent 201 is not described'],
  ['an unknown status', anIntent(REFUSED, { status: 418 }), 'is not described'],
  ['another media type', anIntent(REFUSED, { headers: { ...JSON_HEADERS, 'content-type': 'text/html' } }), 'text/html'],
  ['a missing header', anIntent(REFUSED, { headers: { 'content-type': 'application/json' } }), 'x-request-id'],
  ['a missing field', anIntent({ status: 'success', data: { ...DATA, amount: undefined } }), 'otherwise'],
  ['a field more', anIntent({ status: 'success', data: { ...DATA, provider: 'x' } }), 'otherwise'],
  ['a field of another type', anIntent({ status: 'success', data: { ...DATA, amount: '1000' } }), 'otherwise'],
  ['a word that is none', anIntent({ status: 'success', data: { ...DATA, status: 'paid' } }), 'otherwise'],
  ["another status's body", anIntent(REFUSED, { status: 404 }), 'otherwise'],
  ["the other API's body", anIntent({ success: false, error: 'x', code: 'NOT_FOUND' }, { status: 404 }), 'otherwise'],
  ['a detail more in an error', anIntent({ ...REFUSED, stack: 'x' }, { status: 400 }), 'otherwise'],
  ['a success of an unknown path', anIntent({}, { path: null, status: 200 }), 'elsewhere'],
  ['an unknown path in no format', anIntent({ message: 'x' }, { path: null, status: 404 }), 'otherwise'],
])('%s is a fault', (_what, answer, words) => {
  expect(faultIn(document, answer)).toContain(words);
});

test('a path is found by what it is, and only as a whole', () => {
  expect(describedPath(document, '/api/v1/payments/intent')).toBe('/api/v1/payments/intent');
  expect(describedPath(document, `/api/v1/payments/${PAYMENT_ID}`)).toBe('/api/v1/payments/{payment_id}');
  expect(describedPath(document, '/webhook/iron-temple')).toBe('/webhook/{gym_slug}');
  expect(describedPath(document, '/webhook/iron-temple/more')).toBeNull();
});
