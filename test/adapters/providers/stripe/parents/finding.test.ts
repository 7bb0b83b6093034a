import { describe, expect, it } from 'vitest';
import { EPOCH, value } from '../../../../../src/provider-kit/tools/builders.ts';
import { credentials } from '../harness.ts';
import { anIntent, aSession, inTurn, json, REFERENCE, scripted } from '../scripted.ts';

describe('finding parents', () => {
  const nothing = json(200, { object: 'list', data: [], has_more: false });
  const results = (...data: unknown[]) => json(200, { object: 'search_result', data, has_more: false });

  it('finding parents reads a search to its end, page by page', async () => {
    const page = (data: unknown, next: string | null) =>
      json(200, { object: 'search_result', data: [data], has_more: next !== null, next_page: next });
    const { provider } = await scripted((reply, asked) => {
      if (!asked.path.includes('/search')) return nothing(reply, asked);
      const isSecond = new URLSearchParams(asked.path.split('?')[1]).get('page') === 'second';
      const script = isSecond ? page(anIntent({ id: 'pi_2' }), null) : page(anIntent(), 'second');
      return script(reply, asked);
    });

    const found = value(await provider.find(credentials, REFERENCE, EPOCH));

    expect(found.map(({ parentId }) => parentId)).toEqual(['pi_1', 'pi_2']);
  });

  it('finding parents searches for the reference and nothing that a reference could add', async () => {
    const { provider, asked } = await scripted(inTurn(results(anIntent({ metadata: {} })), nothing));

    expect(value(await provider.find(credentials, "x' OR amount>'1\\", EPOCH))).toEqual([]);
    const query = new URLSearchParams(asked[0]?.path.split('?')[1]).get('query');
    expect(query).toBe(String.raw`metadata['payment_id']:'x\' OR amount>\'1\\'`);
  });

  it('finding parents gives the session for an intent that a session made', async () => {
    const made = anIntent({ metadata: { payment_id: REFERENCE, payment_parent: 'checkout_session' } });
    const session = aSession({ status: 'complete', payment_status: 'paid', payment_intent: 'pi_1', url: null });
    const { provider } = await scripted((reply, asked) => {
      if (asked.path.includes('/search')) return results(made)(reply, asked);
      if (asked.path.includes('payment_intent=pi_1'))
        return json(200, { object: 'list', data: [session] })(reply, asked);
      return nothing(reply, asked);
    });

    const found = value(await provider.find(credentials, REFERENCE, EPOCH));

    expect(found.map(({ parentId }) => parentId)).toEqual(['cs_test_1']);
  });

  it('finding parents reads all the pages of the list', async () => {
    const page = (id: string, hasMore: boolean) =>
      json(200, { object: 'list', url: '/v1/checkout/sessions', data: [aSession({ id })], has_more: hasMore });
    const { provider, asked } = await scripted(inTurn(results(), page('cs_test_2', true), page('cs_test_1', false)));

    const found = value(await provider.find(credentials, REFERENCE, EPOCH));

    expect(found.map(({ parentId }) => parentId)).toEqual(['cs_test_2', 'cs_test_1']);
    expect(asked[2]?.path).toContain('starting_after=cs_test_2');
  });

  it('finding parents does not take a list without an end for a proof that nothing is there', async () => {
    let made = 0;
    const { provider, asked } = await scripted((reply, request) => {
      if (request.path.includes('/search')) return results()(reply, request);
      const data = Array.from({ length: 100 }, () => aSession({ id: `cs_test_${made++}`, metadata: {} }));
      return json(200, { object: 'list', url: '/v1/checkout/sessions', data, has_more: true })(reply, request);
    });

    expect(await provider.find(credentials, REFERENCE, EPOCH)).toMatchObject({ kind: 'unknown' });
    expect(asked).toHaveLength(11);
  });

  /** What Stripe answers where there is no search (https://docs.stripe.com/api/payment_intents/search, 2026-11-28). */
  const noSearch = json(400, {
    error: { type: 'invalid_request_error', message: 'Search is not available for your account.' },
  });

  it('finding parents lists the intents of the last day where there is no search', async () => {
    const mine = anIntent({ id: 'pi_mine' });
    const data = [anIntent({ id: 'pi_other', metadata: { payment_id: 'another' } }), mine];
    const { provider, asked } = await scripted((reply, request) => {
      if (request.path.includes('/search')) return noSearch(reply, request);
      if (request.path.startsWith('/v1/checkout')) return nothing(reply, request);
      return json(200, { object: 'list', url: '/v1/payment_intents', data, has_more: false })(reply, request);
    });

    const found = value(await provider.find(credentials, REFERENCE, EPOCH));

    expect(found.map(({ parentId }) => parentId)).toEqual(['pi_mine']);
    const listed = asked.find(({ path }) => path.startsWith('/v1/payment_intents?'));
    const since = Number(new URLSearchParams(listed?.path.split('?')[1]).get('created[gte]'));
    expect(Date.now() / 1000 - since).toBeGreaterThan(24 * 3600);
  });

  it.each([
    ['the search', (path: string) => path.startsWith('/v1/payment_intents')],
    ['the list of pages', (path: string) => path.startsWith('/v1/checkout')],
  ])(
    'finding parents shows what is found though %s is refused, and does not say that nothing is there',
    async (_what, isRefused) => {
      const { provider: finding } = await scripted((reply, request) => {
        if (isRefused(request.path)) return noSearch(reply, request);
        const data = request.path.startsWith('/v1/checkout') ? [aSession()] : [anIntent()];
        return json(200, { object: 'list', url: '/v1', data, has_more: false })(reply, request);
      });
      const { provider: missing } = await scripted((reply, request) =>
        (isRefused(request.path) ? noSearch : nothing)(reply, request),
      );

      expect(value(await finding.find(credentials, REFERENCE, EPOCH))).toHaveLength(1);
      expect(await missing.find(credentials, REFERENCE, EPOCH)).toMatchObject({ kind: 'rejected' });
    },
  );

  it('finding parents shows what is found in a list that is too long to be read to its end', async () => {
    let made = 0;
    const { provider } = await scripted((reply, request) => {
      if (request.path.includes('/search')) return results()(reply, request);
      const data = Array.from({ length: 100 }, () => aSession({ id: `cs_test_${made++}`, metadata: {} }));
      const page = {
        object: 'list',
        url: '/v1/checkout/sessions',
        data: [...data.slice(1), aSession()],
        has_more: true,
      };
      return json(200, page)(reply, request);
    });

    expect(value(await provider.find(credentials, REFERENCE, EPOCH)).map(({ parentId }) => parentId)).toEqual([
      'cs_test_1',
    ]);
  });

  it.each([
    ['search', inTurn(json(200, { object: 'search_result' }), nothing)],
    ['list', inTurn(results(), json(200, { object: 'list' }))],
  ])('finding parents has an unknown outcome when the %s has another shape', async (_, script) => {
    const { provider } = await scripted(script);

    expect(await provider.find(credentials, REFERENCE, EPOCH)).toMatchObject({ kind: 'unknown' });
  });
});
