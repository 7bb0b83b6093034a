import { describe, expect, test } from 'vitest';
import { resolveAnomaly } from '../../../../src/domain/purchase/anomalies/resolve.ts';
import { aKeptAnomaly, aPurchase, at, NOW } from '../builders.ts';

const SAID = { by: 'operator-1', reason: 'refunded by hand' };

describe('resolving an anomaly', () => {
  const other = aKeptAnomaly({ id: 'anomaly-2', subject: 'attempt-2' });
  const purchase = aPurchase({ anomalies: [aKeptAnomaly(), other] });

  test('resolving an anomaly keeps what the operator said, and when', () => {
    const { changes, answer } = resolveAnomaly(purchase, 'anomaly-1', SAID);

    const resolved = { ...aKeptAnomaly(), resolution: { ...SAID, at: NOW } };
    expect(answer).toEqual(resolved);
    expect(changes).toEqual({
      purchase: { ...purchase, anomalies: [resolved, other] },
      transition: null,
      remember: [],
      forget: [],
    });
  });

  test('resolving an anomaly that an operator has resolved before leaves the first resolution', () => {
    const first = aKeptAnomaly({ resolution: { by: 'operator-0', reason: 'seen', at: at(200) } });
    const before = aPurchase({ anomalies: [first] });

    const { changes, answer } = resolveAnomaly(before, 'anomaly-1', SAID);

    expect(answer).toBe(first);
    expect(changes.purchase).toBe(before);
  });

  test('resolving an anomaly that the payment does not have answers with none and changes nothing', () => {
    const { changes, answer } = resolveAnomaly(purchase, 'anomaly-3', SAID);

    expect(answer).toBeNull();
    expect(changes.purchase).toBe(purchase);
  });
});
