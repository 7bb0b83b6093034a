import { describe, expect, test } from 'vitest';
import { type Answer, aRequest, CREDENTIALS, ok, problem, type Script, scripted } from '../scripted.ts';

const open = async (answer: Answer, more: Script = {}) => {
  const { provider, asked } = await scripted({ 'POST /v2/checkout/orders': answer, ...more });
  return { outcome: await provider.open(CREDENTIALS, aRequest()), asked };
};

describe('What PayPal refuses of an order', () => {
  test.each([
    [422, 'CURRENCY_NOT_SUPPORTED', undefined, 'currency'],
    [422, 'DECIMALS_NOT_SUPPORTED', undefined, 'amount'],
    [422, 'MAX_VALUE_EXCEEDED', undefined, 'amount'],
    [400, 'INVALID_PARAMETER_SYNTAX', '/purchase_units/@reference_id=="x"/amount/value', 'amount'],
    [400, 'INVALID_PARAMETER_SYNTAX', '/payer/email_address', 'customerEmail'],
    [400, 'INVALID_STRING_MAX_LENGTH', '/purchase_units/0/description', 'title'],
    [400, 'INVALID_PARAMETER_SYNTAX', '/application_context/return_url', 'returnUrl'],
    [400, 'INVALID_PARAMETER_SYNTAX', '/purchase_units/0/soft_descriptor', 'statementDescriptor'],
    [422, 'PAYEE_ACCOUNT_RESTRICTED', undefined, 'credentials'],
    [403, 'PERMISSION_DENIED', undefined, 'credentials'],
    [401, 'INVALID_TOKEN', undefined, 'credentials'],
    [422, 'SOMETHING_ELSE', undefined, 'request'],
  ] as const)('%d %s %s is rejected about %s', async (status, issue, field, about) => {
    const { outcome } = await open(problem(status, issue, field));

    expect(outcome).toEqual({ kind: 'rejected', about, reason: `PayPal answered ${status} (${issue})` });
  });
});

describe('A token', () => {
  test('a token that PayPal does not give ends the call before the order', async () => {
    const refused = await open(ok({}), { 'POST /v1/oauth2/token': { status: 401, body: { error: 'invalid_client' } } });
    const odd = await open(ok({}), { 'POST /v1/oauth2/token': ok({ access_token: 'two\nlines' }) });

    expect(refused.outcome).toEqual({
      ...{ kind: 'rejected', about: 'credentials' },
      reason: 'PayPal answered 401 (invalid_client)',
    });
    expect(odd.outcome).toMatchObject({ kind: 'not_sent' });
    expect([...refused.asked, ...odd.asked]).toEqual([]);
  });
});
