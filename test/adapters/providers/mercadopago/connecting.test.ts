import { describe, expect, it, onTestFinished } from 'vitest';
import { createMercadoPago } from '../../../../src/adapters/providers/mercadopago/index.ts';
import type { Connecting } from '../../../../src/ports/payment-provider/credentials.ts';
import { type Answer, APPLICATION, NOW, scripted } from './scripted.ts';

const CONSENT = {
  codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  redirectUrl: 'https://pay.example/api/v1/oauth/mercadopago/callback',
};

const GRANT = {
  access_token: 'APP_USR-1234567890123-112126-54b0cb67cf51859b27b97a0fa259645f-178046087',
  token_type: 'Bearer',
  expires_in: 15_552_000,
  scope: 'offline_access read write',
  user_id: 178046087,
  refresh_token: 'TG-5b9032b4e23464aed1f959f-178046087',
  public_key: 'APP_USR-d0a26210-05cd-4d2e-a1f9-479f0400869e',
  live_mode: true,
};

async function aConnecting(...answers: readonly Answer[]) {
  const { provider, asked, stop } = await scripted(answers);
  onTestFinished(stop);
  return { connecting: connectingOf(provider), asked };
}

function connectingOf({ connecting }: { readonly connecting: Connecting | null }): Connecting {
  if (connecting === null) throw new Error('the application is configured');
  return connecting;
}

describe('Connecting a seller', () => {
  it('Connecting a seller is not possible without an application', () => {
    const options = { apiBase: 'https://api.mercadopago.com', timeoutMs: 1_000, now: () => NOW };
    expect(createMercadoPago(options).connecting).toBeNull();
  });

  it('Connecting a seller begins on the real page, with the challenge of RFC 7636’s own example', () => {
    const options = { apiBase: 'https://api.mercadopago.com', timeoutMs: 1_000, now: () => NOW };
    const connecting = connectingOf(createMercadoPago({ ...options, application: APPLICATION }));

    const url = new URL(connecting.consentUrl({ ...CONSENT, state: 'the state' }));

    expect(url.origin + url.pathname).toBe('https://auth.mercadopago.com/authorization');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: APPLICATION.clientId,
      response_type: 'code',
      platform_id: 'mp',
      state: 'the state',
      redirect_uri: CONSENT.redirectUrl,
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
  });

  it('Connecting a seller redeems the code with everything that proves who asks', async () => {
    const { connecting, asked } = await aConnecting({ json: GRANT });

    const outcome = await connecting.redeem({ ...CONSENT, code: 'TG-code' });

    expect(outcome).toEqual({
      kind: 'ok',
      value: {
        accessToken: GRANT.access_token,
        refreshToken: GRANT.refresh_token,
        expiresAt: new Date(NOW.getTime() + 15_552_000_000),
        providerUserId: '178046087',
        publishableKey: GRANT.public_key,
      },
    });
    expect(asked).toMatchObject([{ method: 'POST', path: '/oauth/token' }]);
    expect(asked[0]?.body).toEqual({
      client_id: APPLICATION.clientId,
      client_secret: APPLICATION.clientSecret,
      grant_type: 'authorization_code',
      code: 'TG-code',
      redirect_uri: CONSENT.redirectUrl,
      code_verifier: CONSENT.codeVerifier,
    });
  });

  it('Connecting a seller is renewed with the refresh token', async () => {
    const { connecting, asked } = await aConnecting({ json: GRANT });

    expect(await connecting.renew('TG-old')).toMatchObject({ kind: 'ok' });

    const client = { client_id: APPLICATION.clientId, client_secret: APPLICATION.clientSecret };
    expect(asked[0]?.body).toEqual({ ...client, grant_type: 'refresh_token', refresh_token: 'TG-old' });
  });

  it.each([
    ['a code or token that is good no more', 400, { error: 'invalid_grant', message: 'expired' }, 'credentials'],
    ['an application that is unknown', 400, { error: 'invalid_client', message: 'unknown' }, 'request'],
    ['an application whose secret is wrong', 401, { error: 'invalid_client', message: 'wrong' }, 'request'],
    ['a redirect URL that is not the registered one', 400, { error: 'invalid_request', message: 'no' }, 'request'],
  ])('A grant refused for %s says whose fault it is', async (_what, status, json, about) => {
    const { connecting } = await aConnecting({ status, json });

    expect(await connecting.renew('TG-old')).toMatchObject({ kind: 'rejected', about });
  });

  it.each([
    ['none', undefined],
    ['null', null],
    ['an empty one', ''],
  ])(
    'Connecting a seller takes a grant whose refresh token is %s: its access token is good all the same',
    async (_what, refresh_token) => {
      const { connecting } = await aConnecting({ json: { ...GRANT, refresh_token } });

      expect(await connecting.redeem({ ...CONSENT, code: 'TG-code' })).toMatchObject({
        kind: 'ok',
        value: { accessToken: GRANT.access_token, refreshToken: null, providerUserId: '178046087' },
      });
    },
  );

  it.each([
    ['left out', undefined],
    ['null', null],
    ['no key', 'APP_USR-d0a26210'],
    ['the access token', GRANT.access_token],
  ])(
    'Connecting a seller takes a grant whose public key is %s, without it: buyers would get it',
    async (_what, public_key) => {
      const { connecting } = await aConnecting({ json: { ...GRANT, public_key } });

      expect(await connecting.redeem({ ...CONSENT, code: 'TG-code' })).toMatchObject({
        kind: 'ok',
        value: { accessToken: GRANT.access_token, publishableKey: null },
      });
    },
  );

  it.each(['Bearer', 'bearer', undefined])('Connecting a seller takes a token of the type %s', async (token_type) => {
    const { connecting } = await aConnecting({ json: { ...GRANT, token_type } });

    expect(await connecting.renew('TG-old')).toMatchObject({ kind: 'ok' });
  });

  it.each([
    ['nothing in it', {}, 'access_token'],
    ['an empty access token', { ...GRANT, access_token: '' }, 'access_token'],
    ['a token of another type', { ...GRANT, token_type: 'mac' }, 'token_type'],
    ['no life', { ...GRANT, expires_in: undefined }, 'expires_in'],
    ['a life that is no number', { ...GRANT, expires_in: 'long' }, 'expires_in'],
    ['a life that is over', { ...GRANT, expires_in: 0 }, 'expires_in'],
    ['a life that no date can end', { ...GRANT, expires_in: 1e300 }, 'expires_in'],
    ['no user', { ...GRANT, user_id: undefined }, 'user_id'],
    ['a user that is null', { ...GRANT, user_id: null }, 'user_id'],
    ['a user whose number is not an integer', { ...GRANT, user_id: 1.5 }, 'user_id'],
    ['a user whose number is written with an exponent', { ...GRANT, user_id: 1e300 }, 'user_id'],
  ])('Connecting a seller takes an answer with %s for none, and names the field', async (_what, json, field) => {
    const { connecting } = await aConnecting({ json });

    const outcome = await connecting.redeem({ ...CONSENT, code: 'TG-code' });

    expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(field) });
    expect(JSON.stringify(outcome)).not.toContain(GRANT.refresh_token);
  });

  it.each([429, 500, 503])('Connecting a seller has an unknown outcome after a %i', async (status) => {
    const { connecting } = await aConnecting({ status, json: { message: 'later' } });

    expect(await connecting.renew('TG-old')).toMatchObject({ kind: 'unknown' });
  });

  it('Connecting a seller keeps secrets out of what it says', async () => {
    const message = `no: ${APPLICATION.clientSecret} TG-old`;
    const { connecting } = await aConnecting({ status: 400, json: { error: 'invalid_grant', message } });

    const said = JSON.stringify(await connecting.renew('TG-old'));

    expect(said).not.toContain(APPLICATION.clientSecret);
    expect(said).not.toContain('TG-old');
  });
});
