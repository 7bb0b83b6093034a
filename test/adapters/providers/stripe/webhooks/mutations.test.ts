import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { verify } from '../../../../../src/adapters/providers/stripe/webhooks/signature.ts';
import type { Delivery } from '../../../../../src/ports/payment-provider/deliveries.ts';
import { type Chance, chanceOf, mutated, seedOf } from '../../../../seeded.ts';

const MUTANTS = 100_000;
/** However long they take on a busy machine. */
const BOUND_BY_ITS_RUNS_MS = 120_000;

const SECRET = 'whsec_test_secret';
const NOW = new Date('2026-11-21T12:00:00.500Z');
const T = `t=${Math.floor(NOW.getTime() / 1000)}`;
const BODY = '{"id":"evt_1","object":"event","note":"señal €"}';
const V1 = `v1=${createHmac('sha256', SECRET)
  .update(`${T.slice(2)}.${BODY}`)
  .digest('hex')}`;
const HEADER = `${T},${V1}`;

type Parts = { readonly header: string; readonly body: string; readonly secret: string; readonly times?: number };

/** What a stranger has who has seen a delivery, and changes one thing of it. */
const MUTATIONS: readonly ((chance: Chance) => Partial<Parts>)[] = [
  (chance) => ({ header: mutated(HEADER, chance) }),
  (chance) => ({ header: `${mutated(T, chance)},${V1}` }),
  (chance) => ({ header: `${T},${mutated(V1, chance)}` }),
  (chance) => ({ header: `${T},v1=${hexOf(chance)}` }),
  (chance) => ({ body: mutated(BODY, chance) }),
  // Behind a letter, since an HMAC key followed by zeros is the same key.
  (chance) => ({ secret: `x${mutated(SECRET, chance)}` }),
  ({ below }) => ({ times: below(2) * 2 }),
  ({ below }) => ({ header: HEADER.repeat(2 + below(100)) }),
];

test(
  `N7: none of ${MUTANTS} mutated signatures of Stripe is accepted, and none throws`,
  () => {
    const chance = chanceOf(seedOf('mutated signatures of Stripe'));
    const seen = new Set<number>();
    const started = performance.now();

    for (let made = 0; made < MUTANTS; made += 1) {
      const which = chance.below(MUTATIONS.length);
      const parts = partsOf(MUTATIONS[which]?.(chance) ?? {});
      seen.add(which);
      if (verdictOf(parts) !== 'invalid') expect(parts).toBe('invalid');
    }

    console.info(`${Math.round((performance.now() - started) / (MUTANTS / 1000))} µs each`);
    expect(seen.size).toBe(MUTATIONS.length);
    expect(verdictOf(partsOf({}))).toBe('valid');
  },
  BOUND_BY_ITS_RUNS_MS,
);

/** A mutant whose signature stands untouched among other items is still signed: it is no mutant. */
function partsOf({ header = HEADER, body = BODY, secret = SECRET, times = 1 }: Partial<Parts>): Required<Parts> {
  const items = header.split(',');
  const isUntouched = header !== HEADER && items.includes(T) && items.includes(V1);
  return { header: isUntouched ? `${header},` : header, body, secret, times };
}

function verdictOf({ header, body, secret, times }: Required<Parts>) {
  const headers = Array.from({ length: times }, () => ['stripe-signature', header] as const);
  const delivery: Delivery = { body: Buffer.from(body), headers, query: [], receivedAt: NOW };
  return verify(delivery, [secret]);
}

function hexOf({ below }: Chance): string {
  return Array.from({ length: 8 }, () =>
    below(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}
