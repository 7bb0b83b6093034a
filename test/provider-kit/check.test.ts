import { describe, expect, test } from 'vitest';
import { checkProvider } from '../../src/provider-kit/check.ts';
import { notPlayed, type Subject } from '../../src/provider-kit/harness.ts';
import { formatReport } from '../../src/provider-kit/report.ts';
import { fakeSubject } from '../app/fake-subject.ts';
import { WRONG_MONEY } from './wrong/money.ts';
import { ABLE, spoilt, type Wrong } from './wrong/wrong.ts';

const LITTLE: Subject = { ...fakeSubject('little', false, { refunds: false, disputes: 'none' }), has: [] };

describe('a report', () => {
  test('a report says of a broken promise what an adapter should do, where that is explained, and what was seen', async () => {
    const [wrong] = WRONG_MONEY.filter(({ breaks }) => breaks === 'refund.once');
    if (wrong === undefined) throw new Error('no wrong adapter sends a refund twice');

    const report = await checkProvider(spoilt(wrong), { only: ['refund.once', 'refund.part'] });

    expect(report).toMatchObject({ isKept: false, results: [{ broken: null }, { broken: expect.any(String) }] });
    expect(formatReport(report)).toMatch(
      new RegExp(
        [
          '^a refund is sent again when it is asked for again breaks 1 promise: 1 of 2 kept\\.',
          '',
          '✗ A refund is sent once for one key, and again for another key \\(refund\\.once\\)',
          '    What to do: Pass `idempotencyKey` on as the provider’s idempotency key, .+',
          '    Explained in: docs/adding-a-provider\\.md#refunds',
          '    What was seen: how often the provider sent money back for one key: 2, and not 1',
          '',
          'Kept:',
          '  ✓ A refund sends a part of the money back, and is listed then \\(refund\\.part, \\d+ ms\\)$',
        ].join('\\n'),
      ),
    );
  });

  test('a report lists what is not declared, with what was tried instead', async () => {
    const { notDeclared, results } = await checkProvider(LITTLE);

    const refused = results.filter(({ id }) => ['refund.refused', 'refund.list-refused'].includes(id));
    expect(refused.map(({ broken }) => broken)).toEqual([null, null]);
    expect(notDeclared).toContainEqual({
      ...{ id: 'refund.once', promise: expect.any(String), ability: 'refunds' },
      instead: ['refund.refused', 'refund.list-refused'],
    });
    expect(notDeclared.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['close.voucher', 'dispute.immediate', 'dispute.none']),
    );
    expect(notDeclared.map(({ id }) => id)).not.toContain('connect.nothing');
  });

  test('a report says once what is to be written, with the promises that wait for it', async () => {
    const reason = 'to be written: `open`, in parents/parents.ts';
    const unwritten: Wrong = {
      ...{ mistake: 'an unwritten adapter', subject: ABLE, breaks: 'fetch.as-it-is' },
      spoil: () => ({ open: async () => ({ kind: 'unknown', reason }) }),
    };

    const report = await checkProvider(spoilt(unwritten), {
      only: ['fetch.as-it-is', 'fetch.own-payment', 'identify'],
    });

    expect(formatReport(report).split('\n\n')).toEqual([
      'an unwritten adapter breaks 2 promises: 1 of 3 kept.',
      '✗ To be written: `open`, in parents/parents.ts\n' +
        '    2 promises cannot be tried before: fetch.as-it-is, fetch.own-payment',
      expect.stringMatching(/^Kept:/),
    ]);
  });

  test('a report can be sent as JSON', async () => {
    const report = await checkProvider(ABLE, { only: ['identify'] });

    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('a check', () => {
  test('a check ends a scenario that hangs, and goes on', async () => {
    let starts = 0;
    const hanging: Subject = {
      ...ABLE,
      start: () => (starts++ === 0 ? new Promise<never>(() => undefined) : ABLE.start()),
    };

    const { results } = await checkProvider(hanging, { only: ['identify', 'fetch.missing'], deadlineMs: 200 });

    expect(results.map(({ broken }) => broken)).toEqual(['the scenario did not end within 200 ms', null]);
  });

  test('a check reports an upstream that does not start, and stops each one that did', async () => {
    const open = new Set<number>();
    let starts = 0;
    const counted: Subject = {
      ...ABLE,
      async start() {
        const id = starts++;
        if (id === 0) throw new Error('the port is taken');
        open.add(id);
        return { ...(await ABLE.start()), settle: notPlayed, stop: async () => void open.delete(id) };
      },
    };

    const { results } = await checkProvider(counted, { only: ['identify', 'close.too-late', 'fetch.missing'] });

    expect(results.map(({ broken }) => broken)).toEqual([
      'the port is taken',
      null,
      expect.stringContaining('nothing like it'),
    ]);
    expect([starts, open.size]).toEqual([3, 0]);
  });
});
