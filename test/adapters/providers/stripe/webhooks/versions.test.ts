import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { value } from '../../../../../src/provider-kit/tools/builders.ts';
import { credentials, deliveryOf } from '../harness.ts';
import { anIntent, json, type Script, scripted } from '../scripted.ts';
import { A_CHARGE, A_REFUND, ROWS } from './events.ts';

const PAID = anIntent({ status: 'succeeded', amount_received: 1000, latest_charge: A_CHARGE });
const A_LIST = { object: 'list', data: [{ ...A_REFUND, charge: 'ch_1', payment_intent: 'pi_1' }], has_more: false };

/** A paid intent of which a part went back, and nothing else. */
const stripe: Script = (reply, asked) => {
  const [path] = asked.path.split('?');
  const answers: Record<string, unknown> = {
    '/v1/payment_intents/pi_1': PAID,
    '/v1/charges/ch_1': A_CHARGE,
    '/v1/refunds': A_LIST,
  };
  return json(answers[path ?? ''] === undefined ? 500 : 200, answers[path ?? ''] ?? {})(reply, asked);
};

async function reportOf(type: string, version: string, object: unknown) {
  const { provider } = await scripted(stripe);
  const event = { id: 'evt_1', object: 'event', api_version: version, created: 1_800_000_000, livemode: false, type };
  const [reported] = provider.split(deliveryOf(JSON.stringify({ ...event, data: { object } }), {})) ?? [];
  if (reported === undefined) throw new Error('expected a notification');
  return value(await provider.translate(credentials, reported)).report;
}

describe('an event of any API version since 2019', () => {
  it.each(ROWS.map((row) => [row.type, row.versions, row] as const))(
    '%s of %s is understood as every API version since 2019 sends it',
    async (type, versions, { object, means }) => {
      const report = await reportOf(type, versions.replace('until ', '').split(' ')[0] ?? '', object);

      const { fact, refund, dispute } = means;
      expect(report).toMatchObject({
        intentId: object['object'] === 'checkout.session' ? object['payment_intent'] : 'pi_1',
        accountMatches: true,
      });
      expect(report?.unanswered).toBeUndefined();
      if (fact !== undefined) expect(report?.fact).toMatchObject({ kind: fact });
      if (refund !== undefined)
        expect(report?.reversals).toMatchObject([{ kind: 'refund', providerRefundId: 're_1', status: refund }]);
      if (dispute !== undefined)
        expect(report?.reversals).toMatchObject([{ kind: 'dispute', providerDisputeId: 'dp_1', status: dispute }]);
    },
  );

  it('every row is in the table that operators read', () => {
    const table = readFileSync(new URL('../../../../../docs/stripe-events.md', import.meta.url), 'utf8');

    const versionsOf: Record<string, string> = {};
    let types: string[] = [];
    for (const line of table.split('\n').filter((row) => row.startsWith('| '))) {
      const [, names = '', versions = ''] = line.split('|');
      if (!names.includes('the same')) types = [...names.matchAll(/`([a-z_.]+)`/g)].map(([, type = '']) => type);
      for (const type of types) versionsOf[type] = `${versionsOf[type] ?? ''} ${versions}`;
    }
    for (const { type, versions } of ROWS) expect(versionsOf[type], `${type} of ${versions}`).toContain(versions);
  });
});
