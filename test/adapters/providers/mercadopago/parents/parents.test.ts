import { describe, expect, it, onTestFinished } from 'vitest';
import { EPOCH, value } from '../../../../../src/provider-kit/tools/builders.ts';
import {
  type Answer,
  aPaymentAnswer,
  aPreference,
  CREDENTIALS,
  NO_PAYMENTS,
  NOW,
  PREFERENCE_ID,
  REFERENCE,
  scripted,
} from '../scripted.ts';

const MISSING: Answer = { status: 404, json: { message: 'preference_id not found', error: 'not_found', status: 404 } };
const OVER = aPreference({ expiration_date_to: '2026-11-21T10:59:59.000-04:00' });

describe('Fetching a preference', () => {
  it('Fetching a preference says null for one that this account does not have, in both ways the provider says so', async () => {
    const { provider } = await start([
      MISSING,
      { status: 400, json: { message: 'preference_id not found', error: 'invalid_id', status: 400 } },
    ]);

    expect(value(await provider.fetch(CREDENTIALS, PREFERENCE_ID))).toBeNull();
    expect(value(await provider.fetch(CREDENTIALS, PREFERENCE_ID))).toBeNull();
  });

  it('Fetching a preference does not take another preference for the one it asked for', async () => {
    const { provider } = await start([{ json: aPreference({ id: '1-other' }) }]);

    expect((await provider.fetch(CREDENTIALS, PREFERENCE_ID)).kind).toBe('unknown');
  });

  it('Fetching a preference hands over the same thing that opening did', async () => {
    const client = { json: aPreference({ metadata: { flow: 'client' } }) };
    const { provider } = await start([{ json: aPreference() }, NO_PAYMENTS, client, NO_PAYMENTS]);

    expect(value(await provider.fetch(CREDENTIALS, PREFERENCE_ID))?.handover).toBe(aPreference()['init_point']);
    expect(value(await provider.fetch(CREDENTIALS, PREFERENCE_ID))?.handover).toBe(PREFERENCE_ID);
  });

  it('A fetched preference is cancelled since the moment at which it expired', async () => {
    const fact = await factOf(OVER, []);

    expect(fact).toEqual({ kind: 'cancelled', occurredAt: new Date('2026-11-21T14:59:59.000Z') });
  });

  it('A fetched preference is not over when its date is no end', async () => {
    expect(await factOf({ ...OVER, expires: false }, [])).toMatchObject({ kind: 'pending' });
    expect(await factOf({ ...OVER, expiration_date_to: 'soon' }, [])).toMatchObject({ kind: 'pending' });
    expect(await factOf({ ...OVER, expiration_date_to: null }, [])).toMatchObject({ kind: 'pending' });
  });

  it('Fetching a preference finds the payment that no notification reported', async () => {
    const { provider, asked } = await start([{ json: aPreference() }, { json: { results: [aPaymentAnswer()] } }]);

    const parent = value(await provider.fetch(CREDENTIALS, PREFERENCE_ID));

    expect(asked[1]?.path).toMatch(new RegExp(`^/v1/payments/search\\?external_reference=${REFERENCE}&`));
    expect(parent?.report.fact).toEqual({ kind: 'succeeded', occurredAt: new Date('2026-11-21T15:05:00.250Z') });
    expect(parent?.report.attempt).toMatchObject({ providerPaymentId: '143845427326', capturedMinor: 500_050 });
  });

  it('Fetching a preference reports all payments that were made for it', async () => {
    const answers = [
      aPaymentAnswer({ id: 1 }),
      aPaymentAnswer({ id: 2 }),
      aPaymentAnswer({ id: 3, status: 'rejected' }),
    ];
    const { provider } = await start([{ json: aPreference() }, { json: { results: answers } }]);

    const { attempt, others } = value(await provider.fetch(CREDENTIALS, PREFERENCE_ID))?.report ?? {};

    const reported = [attempt, ...(others ?? [])].map((one) => [one?.providerPaymentId, one?.fact.kind]);
    expect(reported).toEqual([
      ['1', 'succeeded'],
      ['2', 'succeeded'],
      ['3', 'failed'],
    ]);
  });

  it('Fetching a preference takes the greatest fact of several payments, whatever their order', async () => {
    const approved = aPaymentAnswer({ id: 1 });
    const rejected = aPaymentAnswer({ id: 2, status: 'rejected', date_last_updated: '2026-11-21T11:06:00.000-04:00' });
    const pending = aPaymentAnswer({ id: 3, status: 'in_process', date_last_updated: '2026-11-21T11:07:00.000-04:00' });

    for (const payments of [
      [approved, rejected, pending],
      [pending, rejected, approved],
    ])
      expect(await factOf(aPreference(), payments)).toMatchObject({ kind: 'succeeded' });
    expect(await factOf(aPreference(), [rejected, pending])).toMatchObject({ kind: 'processing' });
    expect(await factOf(OVER, [rejected])).toMatchObject({ kind: 'cancelled' });
    expect(await factOf(OVER, [approved])).toMatchObject({ kind: 'succeeded' });
  });

  it.each([
    ['pending', 'pending'],
    ['in_process', 'processing'],
    ['authorized', 'processing'],
  ])('A fetched preference is not over, whatever its date, while a payment of it is %s', async (status, kind) => {
    const undecided = aPaymentAnswer({ id: 1, status });
    const rejected = aPaymentAnswer({ id: 2, status: 'rejected', date_last_updated: '2026-11-21T11:06:00.000-04:00' });
    const approved = aPaymentAnswer({ id: 3 });

    for (const payments of [
      [undecided, rejected],
      [rejected, undecided],
    ])
      expect(await factOf(OVER, payments)).toEqual({ kind, occurredAt: new Date('2026-11-21T15:05:00.250Z') });
    expect(await factOf(OVER, [undecided, approved])).toMatchObject({ kind: 'succeeded' });
  });

  it('Fetching a preference ignores payments of other references and to other sellers, whatever the search returns', async () => {
    const others = [aPaymentAnswer({ external_reference: 'another' }), aPaymentAnswer({ collector_id: 1 }), 'rubbish'];

    expect(await factOf(aPreference(), others)).toMatchObject({ kind: 'pending' });
  });

  it.each([{ id: 1.5 }, { id: null }, { status: undefined }, { status: '' }])(
    'A fetched preference is not known while the search shows a payment of it with %j',
    async (odd) => {
      const { provider } = await start([{ json: aPreference() }, { json: { results: [aPaymentAnswer(odd)] } }]);

      expect(await provider.fetch(CREDENTIALS, PREFERENCE_ID)).toMatchObject({ kind: 'unknown' });
    },
  );

  it('Fetching a preference reports a status word that it does not know, and takes nothing from it', async () => {
    const { provider } = await start([
      { json: aPreference() },
      { json: { results: [aPaymentAnswer({ status: 'teleported' })] } },
    ]);

    const parent = value(await provider.fetch(CREDENTIALS, PREFERENCE_ID));

    expect(parent?.report).toMatchObject({ fact: { kind: 'pending' }, attempt: null, unknownStatus: 'teleported' });
  });
});

describe('Finding preferences by our reference', () => {
  const element = (id: string, created: string, reference: string = REFERENCE) => ({
    id,
    external_reference: reference,
    date_created: `2026-11-21T${created}:00.000-04:00`,
  });

  it('Finding preferences by our reference reads each by its id, newest first, since the search shows no page', async () => {
    const { provider, asked } = await start([
      { json: { elements: [element('old', '10:00'), element('new', '11:00')] } },
      (response, request) => {
        const id = request.url?.split('/').at(-1);
        response.setHeader('content-type', 'application/json').end(JSON.stringify(aPreference({ id })));
      },
    ]);

    const parents = value(await provider.find(CREDENTIALS, REFERENCE, EPOCH));

    expect(asked[0]?.path).toBe(`/checkout/preferences/search?external_reference=${REFERENCE}&limit=30&offset=0`);
    expect(parents.map(({ parentId }) => parentId)).toEqual(['new', 'old']);
    expect(parents.map(({ handover }) => handover)).toEqual(Array(2).fill(aPreference()['init_point']));
  });

  it('Finding preferences by our reference does not believe a search that ignored the reference', async () => {
    const { provider, asked } = await start([
      { json: { elements: [element('another', '10:00', 'other'), { id: PREFERENCE_ID }] } },
      { json: aPreference({ external_reference: 'other' }) },
    ]);

    expect(value(await provider.find(CREDENTIALS, REFERENCE, EPOCH))).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('Finding preferences by our reference does not know what is there when one of them can’t be read', async () => {
    const { provider } = await start([
      { json: { elements: [element(PREFERENCE_ID, '10:00'), element('broken', '11:00')] } },
      (response, request) => {
        if (request.url?.endsWith('broken')) response.writeHead(500).end();
        else response.end(JSON.stringify(aPreference()));
      },
    ]);

    expect((await provider.find(CREDENTIALS, REFERENCE, EPOCH)).kind).toBe('unknown');
  });
});

describe('Closing a preference', () => {
  it('Closing a preference makes it expire now, in whole seconds that no rounding can put ahead', async () => {
    const ended = '2026-11-21T15:00:00.000+00:00';
    const { provider, asked } = await start([
      { json: aPreference() },
      { json: aPreference({ expiration_date_to: ended }) },
      NO_PAYMENTS,
    ]);

    const parent = value(await provider.close(CREDENTIALS, PREFERENCE_ID));

    expect(asked[1]).toMatchObject({ method: 'PUT', path: `/checkout/preferences/${PREFERENCE_ID}` });
    expect(asked[1]?.body).toEqual({ expires: true, expiration_date_to: ended });
    expect(parent.report.fact).toEqual({ kind: 'cancelled', occurredAt: new Date(ended) });
    expect(parent.report.fact?.occurredAt?.getTime()).toBeLessThanOrEqual(NOW.getTime());
  });

  it('Closing a preference leaves one alone that is over', async () => {
    const { provider, asked } = await start([{ json: OVER }, NO_PAYMENTS]);

    const parent = value(await provider.close(CREDENTIALS, PREFERENCE_ID));

    expect(asked.map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(parent.report.fact?.kind).toBe('cancelled');
  });

  it.each(['pending', 'in_process', 'authorized'])(
    'Closing a preference cancels a payment that is %s, also when it is over',
    async (status) => {
      const cancelled = { json: aPaymentAnswer({ status: 'cancelled' }) };
      const found = { json: { results: [aPaymentAnswer({ status })] } };
      const { provider, asked } = await start([{ json: OVER }, found, cancelled]);

      const parent = value(await provider.close(CREDENTIALS, PREFERENCE_ID));

      expect(asked[2]).toMatchObject({
        method: 'PUT',
        path: '/v1/payments/143845427326',
        body: { status: 'cancelled' },
      });
      expect(parent.report).toMatchObject({ fact: { kind: 'cancelled' }, attempt: { fact: { kind: 'failed' } } });
    },
  );

  it.each([
    ['in_process', 'processing'],
    ['approved', 'succeeded'],
  ])('Closing a preference is no end of it when a payment can’t be cancelled: it is %s', async (status, kind) => {
    const refused = { status: 400, json: { message: 'not valid for the current payment state', status: 400 } };
    const found = { json: { results: [aPaymentAnswer({ status: 'in_process' })] } };
    const { provider } = await start([{ json: OVER }, found, refused, { json: aPaymentAnswer({ status }) }]);

    const parent = value(await provider.close(CREDENTIALS, PREFERENCE_ID));

    expect(parent.report.fact?.kind).toBe(kind);
  });

  it('Closing a preference does not say that it ended when the provider’s answer does not', async () => {
    const { provider } = await start([{ json: aPreference() }]);

    expect((await provider.close(CREDENTIALS, PREFERENCE_ID)).kind).toBe('unknown');
  });

  it('Closing a preference is refused for one that is not there', async () => {
    const { provider } = await start([MISSING]);

    expect(await provider.close(CREDENTIALS, PREFERENCE_ID)).toMatchObject({ kind: 'rejected', about: 'request' });
  });
});

async function factOf(preference: Record<string, unknown>, results: readonly unknown[]) {
  const { provider } = await start([{ json: preference }, { json: { results } }]);
  return value(await provider.fetch(CREDENTIALS, PREFERENCE_ID))?.report.fact;
}

async function start(answers: readonly Answer[]) {
  const server = await scripted(answers);
  onTestFinished(server.stop);
  return server;
}
