import { expect, it } from 'vitest';
import { failedKind, lastNotification, open, requestFor, type Use, value } from './harness.ts';

export function describeDeclines(use: Use): void {
  it('the adapter says why an attempt was declined and with which method, when it is notified and when it asks', async () => {
    const { provider, credentials } = use();
    for (const flow of provider.capabilities.flows) {
      const { parentId } = await open(use(), requestFor(use(), { flow }));
      await use().declineForMoney(parentId);

      const { report: notified } = value(await provider.translate(credentials, lastNotification(use())));
      const asked = value(await provider.fetch(credentials, parentId))?.report;

      for (const report of [notified, asked]) {
        expect(report).toMatchObject({ fact: { kind: failedKind(use()) }, unknownDeclines: [] });
        expect(report?.attempt?.decline).toEqual({
          code: 'insufficient_funds',
          providerCode: expect.stringMatching(/^[a-z0-9_]{1,64}$/),
        });
        expect(report?.attempt?.method).toMatchObject({ type: 'card', last4: expect.stringMatching(/^[0-9]{4}$/) });
      }
    }
  });
}
