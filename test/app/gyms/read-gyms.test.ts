import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aGym, aGymInput, CUSTOMER, createGateway, OPERATOR, refusedWith, useStore } from '../gateway.ts';

const given = useStore();

test('a gym is shown as it was put', async () => {
  const gateway = createGateway(given());
  const { gym } = await aGym(gateway);

  expect(await gateway.app.findGym(OPERATOR, gym.slug)).toEqual(gym);
});

test('there is no gym under a slug that was never put', async () => {
  const { app } = createGateway(given());

  await expect(app.findGym(OPERATOR, `gym-${randomUUID()}`)).rejects.toMatchObject(refusedWith('gym_not_found'));
});

test('gyms are listed by slug, page by page, each once', async () => {
  const { app } = createGateway(given());
  const put = Array.from({ length: 5 }, () => aGymInput());
  for (const input of put) await app.putGym(OPERATOR, input);

  const slugs: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await app.listGyms(OPERATOR, { limit: 2, cursor });
    slugs.push(...page.items.map(({ slug }) => slug));
    cursor = page.nextCursor;
  } while (cursor !== null);

  expect(slugs).toEqual([...new Set(slugs)].toSorted());
  expect(slugs).toEqual(expect.arrayContaining(put.map(({ slug }) => slug)));
});

test('a list goes on nowhere from a cursor that it never gave', async () => {
  const { app } = createGateway(given());

  const listing = app.listGyms(OPERATOR, { limit: 2, cursor: 'made-up!' });

  await expect(listing).rejects.toMatchObject(refusedWith('invalid', { field: 'cursor' }));
});

test('no gym is shown without the scope, whether it exists or not', async () => {
  const gateway = createGateway(given());
  const { gym } = await aGym(gateway);
  const manager = { userId: 'support', scopes: ['orders:write', 'payments:manage'] };

  for (const actor of [CUSTOMER, manager]) {
    const refused = refusedWith('scope_missing');
    await expect(gateway.app.findGym(actor, gym.slug)).rejects.toMatchObject(refused);
    await expect(gateway.app.findGym(actor, 'no-such-gym')).rejects.toMatchObject(refused);
    await expect(gateway.app.listGyms(actor, { limit: 2, cursor: null })).rejects.toMatchObject(refused);
  }
});
