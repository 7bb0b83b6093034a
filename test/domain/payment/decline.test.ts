import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/domain/language.ts';
import { adviceFor, DECLINE_CODES } from '../../../src/domain/payment/decline.ts';

describe('advice on a decline', () => {
  test.each(LANGUAGES)(
    'advice is one sentence for each code in %s, and two codes share one only to hide the reason',
    (language) => {
      const advice = DECLINE_CODES.map((code) => adviceFor(code, language));

      for (const sentence of advice) expect(sentence).toMatch(/^[^.。]{10,}[.。]$/);
      expect(new Set(advice).size).toBe(DECLINE_CODES.length - 2);
    },
  );

  test.each(LANGUAGES)(
    'advice on a lost card or suspected fraud says exactly what a bare decline says in %s',
    (language) => {
      expect(adviceFor('lost_or_stolen', language)).toBe(adviceFor('declined', language));
      expect(adviceFor('fraud_suspected', language)).toBe(adviceFor('declined', language));
    },
  );

  test.each(DECLINE_CODES)('advice on %s differs in every language', (code) => {
    expect(new Set(LANGUAGES.map((language) => adviceFor(code, language))).size).toBe(LANGUAGES.length);
  });
});
