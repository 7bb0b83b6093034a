import { expect, test } from 'vitest';
import { verify } from '../../../../../src/adapters/providers/mercadopago/webhooks/signature.ts';
import type { Delivery } from '../../../../../src/ports/payment-provider/deliveries.ts';
import { type Chance, chanceOf, mutated, seedOf } from '../../../../seeded.ts';

const MUTANTS = 100_000;
/** However long they take on a busy machine. */
const BOUND_BY_ITS_RUNS_MS = 120_000;

// The published vector.
const SECRET = 'v1-test-secret-not-a-real-key';
const ID = '123456';
const REQUEST_ID = 'bb56a2f1-6aae-46ac-982e-9dcd3581d08e';
const TS = 'ts=1742505638683';
const V1 = 'v1=85aaea44adced84bf23e95db43da124f818caad473052e8d0ecd46c5319c231e';
const HEADER = `${TS},${V1}`;
const RECEIVED_AT = new Date(1_742_505_639_683);

type Parts = {
  readonly signatures: readonly string[];
  readonly requestIds: readonly string[];
  readonly ids: readonly string[];
  readonly bodyId: string;
  readonly secret: string;
};

/** What a stranger has who has seen a delivery, and changes one thing of it. */
const MUTATIONS: readonly ((chance: Chance) => Partial<Parts>)[] = [
  (chance) => ({ signatures: [touched(mutated(HEADER, chance))] }),
  (chance) => ({ signatures: [touched(`${mutated(TS, chance)},${V1}`)] }),
  (chance) => ({ signatures: [touched(`${TS},${mutated(V1, chance)}`)] }),
  (chance) => ({ signatures: [`${TS},v1=${hexOf(chance)}`] }),
  (chance) => ({ ids: [mutated(ID, chance)] }),
  (chance) => ({ ids: [], bodyId: mutated(ID, chance) }),
  (chance) => ({ requestIds: [mutated(REQUEST_ID, chance)] }),
  // Behind a letter, since an HMAC key followed by zeros is the same key.
  (chance) => ({ secret: `x${mutated(SECRET, chance)}` }),
  // The same bytes are signed by `id:1;request-id:x;` whether the request id was one or a part of the id.
  ({ pick }) => ({ requestIds: [], ids: [pick([`${ID};request-id:${REQUEST_ID}`, `${ID};`, ID])] }),
  ({ below }) => ({ requestIds: Array.from({ length: below(2) * 2 }, () => REQUEST_ID) }),
  ({ below }) => ({ signatures: Array.from({ length: below(2) * 2 }, () => HEADER) }),
  ({ below }) => ({ ids: Array.from({ length: 2 + below(3) }, () => ID) }),
];

test(
  `N7: none of ${MUTANTS} mutated signatures of Mercado Pago is accepted, and none throws`,
  () => {
    const chance = chanceOf(seedOf('mutated signatures of Mercado Pago'));
    const seen = new Set<number>();
    const started = performance.now();

    for (let made = 0; made < MUTANTS; made += 1) {
      const which = chance.below(MUTATIONS.length);
      const parts = MUTATIONS[which]?.(chance) ?? {};
      seen.add(which);
      if (verdictOf(parts) !== 'invalid') expect(parts).toBe('invalid');
    }

    console.info(`${Math.round((performance.now() - started) / (MUTANTS / 1000))} µs each`);
    expect(seen.size).toBe(MUTATIONS.length);
    expect(verdictOf({})).toBe('valid');
  },
  BOUND_BY_ITS_RUNS_MS,
);

/** A mutant whose time and digest read the same as before is no mutant: blanks and the case of digits are free. */
function touched(header: string): string {
  const parts = header.split(',').map((part) => part.trim());
  const isTheSame = parts.includes(TS) && parts.some((part) => part.startsWith('v1=') && part.toLowerCase() === V1);
  return isTheSame ? `${header},ts=` : header;
}

function verdictOf(changes: Partial<Parts>) {
  const { signatures = [HEADER], requestIds = [REQUEST_ID], ids = [ID], bodyId = ID, secret = SECRET } = changes;
  const delivery: Delivery = {
    body: Buffer.from(JSON.stringify({ type: 'payment', data: { id: bodyId } })),
    headers: [
      ...signatures.map((value) => ['x-signature', value] as const),
      ...requestIds.map((value) => ['x-request-id', value] as const),
    ],
    query: [...ids.map((id) => ['data.id', id] as const), ['type', 'payment']],
    receivedAt: RECEIVED_AT,
  };
  return verify(delivery, [secret]);
}

function hexOf({ below }: Chance): string {
  return Array.from({ length: 8 }, () =>
    below(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}
