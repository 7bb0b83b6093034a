import { describe, expect, it, onTestFinished } from 'vitest';
import { EPOCH, value } from '../../../../../src/provider-kit/tools/builders.ts';
import {
  type Answer,
  aPaymentAnswer,
  aPreference,
  CREDENTIALS,
  PREFERENCE_ID,
  REFERENCE,
  scripted,
} from '../scripted.ts';

const FIRST_ID = 143_845_427_326;
const PAGE = 30;

/** Rejected, but for the last. */
function tries(count: number): readonly Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) =>
    aPaymentAnswer({ id: FIRST_ID + index, status: index === count - 1 ? 'approved' : 'rejected' }),
  );
}

describe('The payments of a preference', () => {
  it('The payments of a preference are read to the end: the one that was approved stands behind thirty that were rejected', async () => {
    const { provider, asked } = await listing(tries(31));

    const { report } = value(await provider.fetch(CREDENTIALS, PREFERENCE_ID)) ?? {};

    expect(report).toMatchObject({
      fact: { kind: 'succeeded' },
      attempt: { providerPaymentId: String(FIRST_ID + 30) },
    });
    expect(report?.others).toHaveLength(30);
    const places = asked.slice(1).map(({ path }) => new URLSearchParams(path.split('?')[1]).get('offset'));
    expect(places).toEqual(['0', '30']);
  });

  it('The payments of a preference are read to the end where the answer does not say how many there are', async () => {
    const { provider } = await listing(tries(61), ({ limit, offset }, all) => ({
      results: all.slice(offset, offset + limit),
    }));

    expect(value(await provider.fetch(CREDENTIALS, PREFERENCE_ID))?.report.fact?.kind).toBe('succeeded');
  });

  it('The payments of a preference are asked for in the order in which they were made, which later payments do not change', async () => {
    const { provider, asked } = await listing(tries(1));

    await provider.fetch(CREDENTIALS, PREFERENCE_ID);

    expect(asked[1]?.path).toContain('sort=date_created&criteria=asc');
  });

  it.each<[string, Paging]>([
    ['ends early', (place, all) => ({ paging: { total: 90 }, results: place.offset === 0 ? all.slice(0, 30) : [] })],
    ['shows the same page again', (_, all) => ({ paging: { total: 60 }, results: all.slice(0, 30) })],
    [
      'does not end',
      ({ offset }) => ({ results: tries(PAGE).map((one) => ({ ...one, id: offset + Number(one['id']) })) }),
    ],
    ['is no list on its second page', ({ offset }, all) => (offset === 0 ? page({ offset, limit: 30 }, all) : {})],
  ])('The payments of a preference are not known when the list %s', async (_what, paging) => {
    const { provider } = await listing(tries(60), paging);

    expect(await provider.fetch(CREDENTIALS, PREFERENCE_ID)).toMatchObject({ kind: 'unknown' });
    expect(await provider.close(CREDENTIALS, PREFERENCE_ID)).toMatchObject({ kind: 'unknown' });
  });
});

describe('The preferences of a reference', () => {
  const found = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `p-${index}`, external_reference: REFERENCE }));

  it('The preferences of a reference are read to the end of a search that shows ten at once', async () => {
    const { provider } = await listing(found(15), ({ offset }, all) => ({
      elements: all.slice(offset, offset + 10),
      next_offset: offset + 10,
      total: all.length,
    }));

    expect(value(await provider.find(CREDENTIALS, REFERENCE, EPOCH))).toHaveLength(15);
  });

  it('The preferences of a reference are not known when there are more than are read', async () => {
    const { provider } = await listing(found(21), (_, all) => ({ elements: all, total: all.length }));

    expect(await provider.find(CREDENTIALS, REFERENCE, EPOCH)).toMatchObject({ kind: 'unknown' });
  });
});

type Item = Readonly<Record<string, unknown>>;
type Paging = (place: { limit: number; offset: number }, all: readonly Item[]) => object;

/** As the real search answers. */
const page: Paging = ({ limit, offset }, all) => ({
  paging: { total: all.length, limit, offset },
  results: all.slice(offset, offset + limit),
});

/** A server whose searches list `all`, a page at a time. */
async function listing(all: readonly Item[], paging: Paging = page) {
  const answer: Answer = (response, { url = '' }) => {
    const { pathname, searchParams } = new URL(url, 'http://host');
    const place = { limit: Number(searchParams.get('limit') ?? PAGE), offset: Number(searchParams.get('offset') ?? 0) };
    const id = pathname.split('/').at(-1);
    const shown = id === 'search' ? paging(place, all) : aPreference({ id });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(shown));
  };
  const server = await scripted([answer]);
  onTestFinished(server.stop);
  return server;
}
