import { describe, expect, it } from 'vitest';
import type { CaptureMethod } from '../../../src/domain/payment/payment.ts';
import type { Capabilities, Flow, OpenRequest, PaymentProvider } from '../../../src/ports/payment-provider.ts';
import { describeCaptures, describeNoCaptures } from './captures.ts';
import { describeCompletion, describeNoCompletion } from './completion.ts';
import { describeConnecting, describeNoConnecting } from './connecting.ts';
import { describeDisputes, describeImmediateDisputes } from './disputes.ts';
import { describeFinalFailures, describeFurtherTries } from './further-tries.ts';
import { expectUnsupported, open, requestFor, type Use } from './harness.ts';
import { describeNoRefunds, describeRefunds } from './refunds.ts';
import {
  describeLateSearch,
  describeNoSearch,
  describePromptSearch,
  describeSafeRepeats,
  describeSearch,
  describeUnsafeRepeats,
} from './repeats.ts';
import { describeAskedWebhooks, describeSignedWebhooks } from './signatures.ts';
import { describeNoSplits, describeSplits } from './splits.ts';

export type Declared = Pick<PaymentProvider, 'capabilities' | 'connecting'>;

type Side = 'declared' | 'not declared';

/** One thing that adapters may be able to do, and what is tested of those that can and of those that can't. */
type Ability = {
  readonly of: keyof Declared['capabilities'] | 'connecting';
  /** Null: with what else is declared there is nothing to be tested. */
  readonly isDeclared: (declares: Declared) => boolean | null;
} & Readonly<Record<Side, (use: Use) => void>>;

export type AbilityName =
  | `${Flow} flow`
  | `${CaptureMethod} capture`
  | 'search'
  | 'late search'
  | 'asked webhooks'
  | Exclude<keyof Capabilities, 'flows' | 'captureMethods' | 'searchLagMs' | 'webhooks'>
  | 'connecting';

const WITHOUT_RETURN_URL = { flow: 'redirect', returnUrl: null } as const;

/** Everything that can be declared, each with both sides: the compiler asks for what is missing. */
const ABILITIES: Readonly<Record<AbilityName, Ability>> = {
  'client flow': ofFlow('client'),
  'redirect flow': ofFlow('redirect'),
  'automatic capture': {
    ...ofCaptureMethod('automatic'),
    declared: (use) => itOpens(use, { captureMethod: 'automatic' }),
    'not declared': (use) => itRefusesToOpen(use, { captureMethod: 'automatic' }),
  },
  'manual capture': {
    ...ofCaptureMethod('manual'),
    declared: describeCaptures,
    'not declared': (use) => {
      itRefusesToOpen(use, { captureMethod: 'manual' });
      describeNoCaptures(use);
    },
  },
  refunds: {
    of: 'refunds',
    isDeclared: ({ capabilities }) => capabilities.refunds,
    declared: describeRefunds,
    'not declared': describeNoRefunds,
  },
  splitsPurchases: {
    of: 'splitsPurchases',
    isDeclared: ({ capabilities }) => capabilities.splitsPurchases,
    declared: describeSplits,
    'not declared': describeNoSplits,
  },
  redirectNeedsReturnUrl: {
    of: 'redirectNeedsReturnUrl',
    isDeclared: ({ capabilities: { flows, redirectNeedsReturnUrl } }) =>
      flows.includes('redirect') ? redirectNeedsReturnUrl : null,
    declared: (use) => itRefusesToOpen(use, WITHOUT_RETURN_URL),
    'not declared': (use) => itOpens(use, WITHOUT_RETURN_URL),
  },
  repeatsAreSafeForMs: {
    of: 'repeatsAreSafeForMs',
    isDeclared: ({ capabilities: { repeatsAreSafeForMs, searchLagMs } }) =>
      repeatsAreSafeForMs === 0 && searchLagMs === null ? null : repeatsAreSafeForMs > 0,
    declared: describeSafeRepeats,
    'not declared': describeUnsafeRepeats,
  },
  failedIsFinal: {
    of: 'failedIsFinal',
    isDeclared: ({ capabilities: { captureMethods, failedIsFinal } }) =>
      captureMethods.includes('automatic') ? failedIsFinal : null,
    declared: describeFinalFailures,
    'not declared': describeFurtherTries,
  },
  completes: {
    of: 'completes',
    isDeclared: ({ capabilities }) => capabilities.completes,
    declared: describeCompletion,
    'not declared': describeNoCompletion,
  },
  'asked webhooks': {
    of: 'webhooks',
    isDeclared: ({ capabilities }) => capabilities.webhooks === 'asked',
    declared: describeAskedWebhooks,
    'not declared': describeSignedWebhooks,
  },
  // Not declared: the money goes at once.
  disputes: {
    of: 'disputes',
    isDeclared: ({ capabilities: { disputes } }) => (disputes === 'none' ? null : disputes === 'decided'),
    declared: describeDisputes,
    'not declared': describeImmediateDisputes,
  },
  search: {
    of: 'searchLagMs',
    isDeclared: ({ capabilities }) => capabilities.searchLagMs !== null,
    declared: describeSearch,
    'not declared': describeNoSearch,
  },
  'late search': {
    of: 'searchLagMs',
    isDeclared: ({ capabilities: { searchLagMs } }) => (searchLagMs === null ? null : searchLagMs > 0),
    declared: describeLateSearch,
    'not declared': describePromptSearch,
  },
  connecting: {
    of: 'connecting',
    isDeclared: ({ connecting }) => connecting !== null,
    declared: describeConnecting,
    'not declared': describeNoConnecting,
  },
};

export const ABILITY_NAMES = Object.keys(ABILITIES);

/** Which side of what is tested of an adapter that declares this. */
export function sidesOf(declares: Declared): ReadonlyMap<string, Side> {
  return new Map(
    Object.entries(ABILITIES).flatMap(([name, { isDeclared }]) => {
      const side = isDeclared(declares);
      return side === null ? [] : [[name, side ? 'declared' : 'not declared'] as const];
    }),
  );
}

export function describeCapabilities(use: Use, declares: Declared): void {
  it('the adapter declares what it is tested for, and nothing that no test knows', () => {
    const { capabilities, connecting } = use().provider;
    const { flows, captureMethods } = capabilities;

    expect(sidesOf({ capabilities, connecting })).toEqual(sidesOf(declares));
    const fields = Object.values(ABILITIES).map(({ of }) => of);
    expect(fields).toEqual(expect.arrayContaining(Object.keys(capabilities)));
    const words = [...flows.map((flow) => `${flow} flow`), ...captureMethods.map((method) => `${method} capture`)];
    expect(ABILITY_NAMES).toEqual(expect.arrayContaining(words));
  });

  const sides = sidesOf(declares);
  for (const [name, ability] of Object.entries(ABILITIES)) {
    const side = sides.get(name);
    if (side !== undefined) describe(`${name}, ${side}`, () => ability[side](use));
  }
}

function ofFlow(flow: Flow): Ability {
  return {
    of: 'flows',
    isDeclared: ({ capabilities }) => capabilities.flows.includes(flow),
    declared: (use) => itOpens(use, { flow }),
    'not declared': (use) => itRefusesToOpen(use, { flow }),
  };
}

function ofCaptureMethod(method: CaptureMethod): Pick<Ability, 'of' | 'isDeclared'> {
  return { of: 'captureMethods', isDeclared: ({ capabilities }) => capabilities.captureMethods.includes(method) };
}

function itOpens(use: Use, change: Partial<OpenRequest>): void {
  it('open makes a parent', async () => {
    expect((await open(use(), requestFor(use(), change))).parentId).not.toBe('');
  });
}

function itRefusesToOpen(use: Use, change: Partial<OpenRequest>): void {
  it('open refuses with unsupported, before any request', async () => {
    await expectUnsupported(use(), ({ provider, credentials }) =>
      provider.open(credentials, requestFor(use(), change)),
    );
  });
}
