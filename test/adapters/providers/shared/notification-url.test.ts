import { expect, test } from 'vitest';
import { signedReference, signedUrl } from '../../../../src/adapters/providers/shared/notification-url.ts';

const [OLD, NEW, ANOTHER] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer];
const REFERENCE = '6f1c1a52-26a4-4c5b-9bb4-0d7a3a1b2c3d';
const URL_OF_OURS = 'https://pay.example/webhook/some-pay/gym?x=1';

function deliveredTo(url: string) {
  return { query: [...new URL(url).searchParams] };
}

test('a webhook at a signed URL is about the payment that the URL was made for', () => {
  const url = signedUrl(URL_OF_OURS, REFERENCE, [NEW]);

  expect(url.startsWith(`${URL_OF_OURS}&`)).toBe(true);
  expect(signedReference(deliveredTo(url), [NEW])).toBe(REFERENCE);
  expect(signedReference(deliveredTo(url), [ANOTHER])).toBeNull();
  expect(signedReference(deliveredTo(url), [])).toBeNull();
});

test('a key in front of another one silences no payment that is older than it', () => {
  const old = signedUrl(URL_OF_OURS, REFERENCE, [OLD]);
  const latest = signedUrl(URL_OF_OURS, REFERENCE, [NEW, OLD]);

  for (const url of [old, latest]) expect(signedReference(deliveredTo(url), [NEW, OLD])).toBe(REFERENCE);
  expect(signedReference(deliveredTo(latest), [OLD])).toBeNull();
});

test('a URL that was changed, or has a part twice or not at all, proves nothing', () => {
  const { query } = deliveredTo(signedUrl(URL_OF_OURS, REFERENCE, [NEW]));
  const changed = (name: string, value: string) =>
    query.map(([found, old]) => [found, found === name ? value : old] as const);

  for (const spoilt of [
    changed('reference', crypto.randomUUID()),
    changed('signature', 'x'.repeat(73)),
    changed('signature', ''),
    [...query, ['reference', REFERENCE] as const],
    [...query, ...query.filter(([name]) => name === 'signature')],
    query.filter(([name]) => name !== 'signature'),
    query.filter(([name]) => name !== 'reference'),
    [],
  ])
    expect(signedReference({ query: spoilt }, [NEW])).toBeNull();
});

test('a URL is not handed out unsigned', () => {
  expect(() => signedUrl(URL_OF_OURS, REFERENCE, [])).toThrow('No key');
});
