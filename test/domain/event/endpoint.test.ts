import { describe, expect, test } from 'vitest';
import {
  BOTH_SIGN_MS,
  beginsAnew,
  type Endpoint,
  type EndpointChange,
  type EndpointSecrets,
  later,
  putEndpoint,
  rotateSecret,
  wants,
} from '../../../src/domain/event/endpoint.ts';
import { at } from '../builders.ts';

function anEndpoint(changes: Partial<Endpoint> = {}): Endpoint {
  return {
    id: 'endpoint-1',
    url: 'https://hooks.example/',
    eventTypes: null,
    description: 'The accounting',
    gymSlug: null,
    status: 'enabled',
    disabledReason: null,
    createdAt: at(0),
    updatedAt: at(0),
    ...changes,
  };
}

const CHANGE: EndpointChange = {
  url: 'https://other.example/',
  eventTypes: ['order.paid'],
  description: null,
  status: 'enabled',
};

describe('an endpoint that is put', () => {
  test('an endpoint that is put has all fields of the change, and keeps the rest', () => {
    const known = anEndpoint({ gymSlug: 'iron-temple' });

    expect(putEndpoint(known, CHANGE, at(9))).toEqual({ ...known, ...CHANGE, updatedAt: at(9) });
  });

  test.each([
    ['disabled by an operator', anEndpoint(), 'by_operator'],
    ['disabled as before', anEndpoint({ status: 'disabled', disabledReason: 'gone' }), 'gone'],
  ] as const)('an endpoint that is put %s has its reason', (_what, known, disabledReason) => {
    expect(putEndpoint(known, { ...CHANGE, status: 'disabled' }, at(9))).toMatchObject({ disabledReason });
  });

  test('an endpoint that is put enabled has no reason any more', () => {
    const known = anEndpoint({ status: 'disabled', disabledReason: 'failing' });

    expect(putEndpoint(known, CHANGE, at(9))).toMatchObject({ status: 'enabled', disabledReason: null });
  });

  test('an endpoint that is put has another time than before, whatever the clock says', () => {
    expect(later(at(0), anEndpoint())).toEqual(new Date(at(0).getTime() + 1));
    expect(later(at(-9), anEndpoint())).toEqual(new Date(at(0).getTime() + 1));
    expect(later(at(9), anEndpoint())).toEqual(at(9));
  });

  test.each([
    ['its address is another', { url: 'https://other.example/' }, true],
    ['it is enabled again', {}, true],
    ['it stays disabled', { status: 'disabled' }, false],
  ] as const)('an endpoint that is put counts failures anew when %s: %j', (_what, changes, isAnew) => {
    const known = anEndpoint({ status: 'disabled', disabledReason: 'failing' });

    expect(beginsAnew(known, { ...known, status: 'enabled', ...changes })).toBe(isAnew);
  });
});

test('a secret that is rotated signs for a day beside the next one, as do those before it until their own time', () => {
  const first = { sealed: 'first', until: at(5) };
  const known = { madeBy: 'a', sealed: 'second', previous: [first, { sealed: 'older', until: at(0) }] };

  expect(rotateSecret(known, { madeBy: 'b', sealed: 'third' }, at(0))).toEqual({
    madeBy: 'b',
    sealed: 'third',
    previous: [{ sealed: 'second', until: new Date(at(0).getTime() + BOTH_SIGN_MS) }, first],
  });
});

test('a secret can be rotated ten times within a day', () => {
  const rotated = (times: number) =>
    Array.from({ length: times }).reduce<EndpointSecrets>(
      (known, _, index) => rotateSecret(known, { madeBy: 'b', sealed: `secret-${index}` }, at(index)),
      { madeBy: 'a', sealed: 'first', previous: [] },
    );

  expect(rotated(10).previous).toHaveLength(10);
  expect(() => rotated(11)).toThrow(expect.objectContaining({ code: 'conflict' }));
});

test.each([
  [{}, true],
  [{ status: 'disabled' }, false],
  [{ eventTypes: ['order.paid', 'payment.failed'] }, true],
  [{ eventTypes: ['order.paid'] }, false],
  [{ eventTypes: [] }, false],
  [{ gymSlug: 'iron-temple' }, true],
  [{ gymSlug: 'another' }, false],
] as const)('an endpoint with %j wants a failed payment of the gym iron-temple: %s', (changes, isWanted) => {
  const event = { type: 'payment.failed', gymSlug: 'iron-temple' } as const;

  expect(wants(anEndpoint(changes), event)).toBe(isWanted);
});

test('an endpoint of a gym wants no event without one', () => {
  expect(wants(anEndpoint({ gymSlug: 'iron-temple' }), { type: 'order.paid', gymSlug: null })).toBe(false);
});
