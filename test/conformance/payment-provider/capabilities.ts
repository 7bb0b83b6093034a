import { expect, it } from 'vitest';
import type { CaptureMethod } from '../../../src/domain/payment.ts';
import type { Flow, OpenRequest } from '../../../src/ports/payment-provider.ts';
import { type Harness, requestFor, value } from './harness.ts';

const FLOWS = ['client', 'redirect'] as const satisfies readonly Flow[];
const CAPTURE_METHODS = ['automatic', 'manual'] as const satisfies readonly CaptureMethod[];

export function describeCapabilities(use: () => Harness): void {
  it.each(FLOWS)('opens the %s flow if declared, and else refuses before any request', async (flow) => {
    const declared = use().provider.capabilities.flows.includes(flow);
    await expectDeclared(use(), requestFor(use(), { flow }), declared);
  });

  it.each(CAPTURE_METHODS)(
    'takes %s capture if declared, and else refuses before any request',
    async (captureMethod) => {
      const declared = use().provider.capabilities.captureMethods.includes(captureMethod);
      await expectDeclared(use(), requestFor(use(), { captureMethod }), declared);
    },
  );

  it('opens a page without a return URL only if it does not declare to need one', async () => {
    const { flows, redirectNeedsReturnUrl } = use().provider.capabilities;
    const declared = flows.includes('redirect') && !redirectNeedsReturnUrl;
    await expectDeclared(use(), requestFor(use(), { flow: 'redirect', returnUrl: null }), declared);
  });

  it('says how long a search may lag, in whole milliseconds', () => {
    const { searchLagMs } = use().provider.capabilities;

    expect(Number.isSafeInteger(searchLagMs) && searchLagMs >= 0).toBe(true);
  });

  it('says without asking anybody which amounts it can’t carry', async () => {
    expect(use().provider.refusal(use().amount)).toBeNull();
    expect(use().provider.refusal(use().refusedAmount)).toEqual({
      field: expect.stringMatching(/^(amount|currency)$/),
      reason: expect.any(String),
    });

    const outcome = await use().provider.open(use().credentials, requestFor(use(), { amount: use().refusedAmount }));

    expect(outcome).toMatchObject({ kind: 'rejected', about: 'amount' });
    expect(use().requests()).toBe(0);
  });
}

async function expectDeclared(harness: Harness, request: OpenRequest, declared: boolean): Promise<void> {
  const opening = harness.provider.open(harness.credentials, request);
  if (declared) {
    expect(value(await opening).parentId).not.toBe('');
    return;
  }
  await expect(opening).rejects.toMatchObject({ code: 'unsupported' });
  expect(harness.requests()).toBe(0);
}
