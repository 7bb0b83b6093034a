import { expect, test } from 'vitest';
import { aroundCalls } from '../../src/app/providers/provider-calls.ts';
import { ABILITY_NAMES, type AbilityName, sideOf } from '../../src/provider-kit/abilities.ts';
import type { Harness, Subject } from '../../src/provider-kit/harness.ts';
import { DESK } from '../adapters/providers/desk/subject.ts';
import { testProvider } from '../provider-kit/scenario-tests.ts';
import { modestSubject } from './fake-modest.ts';
import { fakeSubject } from './fake-subject.ts';
import { unsignedSubject } from './fake-unsigned.ts';

// The app is tested over a provider in memory: it has to keep the port's promises as the adapters do. It can also
// declare what no adapter leaves out, so that the other side of everything that can be declared is tested, too. That no
// records are kept is the desk's side.

const EVERYTHING = fakeSubject('the provider in memory, able to do everything,', true);
const LITTLE: Subject = {
  ...fakeSubject('the provider in memory, able to do little,', false, {
    ...{ flows: ['client'], captureMethods: ['automatic'], refunds: false },
    ...{ splitsPurchases: false, repeatsAreSafeForMs: 0, searchLagMs: 0, disputes: 'immediate', failedIsFinal: true },
    ...{ completes: true, webhooks: 'asked' },
  }),
  has: [],
};
const THE_REST: Subject = {
  ...fakeSubject('the provider in memory, able to do what that one isn’t,', false, {
    ...{ flows: ['redirect'], captureMethods: ['manual'], redirectNeedsReturnUrl: true },
    ...{ splitsPurchases: false, searchLagMs: null, disputes: 'none' },
  }),
  has: [],
};
const MODEST = modestSubject('the provider in memory, made modest,');
const UNSIGNED = unsignedSubject('the provider in memory, signing nothing,');

testProvider(EVERYTHING);
testProvider(LITTLE);
testProvider(THE_REST);
testProvider(fakeSubject('the provider in memory, sending no webhooks,', true, { webhooks: 'none' }));
testProvider(MODEST);
testProvider(UNSIGNED);
testProvider(asTheAppCalls(EVERYTHING));

/** Of Stripe and Mercado Pago: nothing in memory is called over HTTP. */
const OF_WIRES: readonly AbilityName[] = ['HTTP API', 'preparing requests', 'owner in answers', 'webhooks over HTTP'];

test.each(ABILITY_NAMES.filter((name) => !OF_WIRES.includes(name)))(
  '%s is tested both of a provider that declares it and of one that does not',
  (name) => {
    const sides = [EVERYTHING, LITTLE, THE_REST, MODEST, UNSIGNED, DESK].map((subject) => sideOf(name, subject));

    expect(sides).toEqual(expect.arrayContaining(['declared', 'not declared']));
  },
);

/** With something around each call, which may lose nothing of it. */
function asTheAppCalls(subject: Subject): Subject {
  const wrap = (harness: Harness) => ({ ...harness, provider: aroundCalls(harness.provider, ({ ask }) => ask()) });
  return {
    ...subject,
    name: 'the provider in memory, called as the app calls it,',
    start: async () => wrap(await subject.start()),
  };
}
