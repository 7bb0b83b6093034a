import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import type { ProviderSettings } from '../../src/adapters/providers/settings.ts';
import { declare, key, open, webhookSecrets } from '../../src/adapters/providers/shared/credentials.ts';
import { ConfigError, loadConfig } from '../../src/config/config.ts';
import type { Environment } from '../../src/config/environment.ts';
import { warnAboutProviders } from '../../src/config/start-lines.ts';
import type { Flow } from '../../src/ports/payment-provider/capabilities.ts';
import type { Providers } from '../../src/ports/payment-provider/payment-provider.ts';
import { createFakeProvider } from '../app/fake-provider.ts';

const PAY: ProviderSettings = {
  name: 'pay',
  credentials: declare('PayCredentials', {
    client_id: open({ description: 'The client.', variable: 'PAY_ID' }),
    client_secret: key({
      description: 'Its secret.',
      variable: 'PAY_SECRET',
      fault: (text) => (text.startsWith('A') ? 'is the id of a client' : null),
      form: /^E/,
    }),
    webhook_secrets: Type.Optional(webhookSecrets({ description: 'Signed with.', variable: 'PAY_SIGNED_WITH' })),
  }),
  api: { base: 'https://api.pay.example', variable: 'PAY_API_BASE' },
  application: { clientId: 'PAY_APP_ID', clientSecret: 'PAY_APP_SECRET', needs: 'webhook_secrets' },
  isLive: (_credentials, apiBase) => !apiBase.includes('sandbox'),
};
const COUNTER: ProviderSettings = {
  name: 'counter',
  credentials: declare('CounterCredentials', {}),
  api: null,
  isLive: () => true,
};
const SETTINGS = [PAY, COUNTER];

const GIVEN = { PAY_ID: 'A1', PAY_SECRET: 'E-a-secret-of-20-characters' };
const TEST_API = { PAY_API_BASE: 'https://sandbox.pay.example' };

const TOKENS = { JWT_SECRET: 'a-secret-of-at-least-32-bytes-for-tests' };

const configured = (env: Environment) => loadConfig({ ...TOKENS, ...env }, SETTINGS);

function problemsOf(env: Environment): readonly string[] {
  try {
    configured(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("the platform's own account", () => {
  test("the platform's own account has the credentials that the provider declares, under their names", () => {
    const { providers } = configured({ ...GIVEN, PAY_SIGNED_WITH: 'one, two' });

    expect(providers['pay']).toEqual({
      apiBase: 'https://api.pay.example',
      given: { client_id: 'A1', client_secret: GIVEN.PAY_SECRET, webhook_secrets: ['one', 'two'] },
      credentials: { client_id: 'A1', client_secret: GIVEN.PAY_SECRET, webhook_secrets: ['one', 'two'] },
      application: null,
    });
  });

  test("the platform's own account needs all that is required, or none of it", () => {
    expect(problemsOf({ PAY_SECRET: 'E1' })).toEqual(['PAY_ID: is required beside PAY_SECRET']);
    expect(problemsOf({ PAY_ID: 'A1' })).toEqual(['PAY_SECRET: is required beside PAY_ID']);
    expect(configured({ PAY_SIGNED_WITH: 'one' }).providers['pay']).toMatchObject({
      given: { webhook_secrets: ['one'] },
      credentials: null,
    });
  });

  test("the platform's own account is there without any credentials where the provider needs none", () => {
    expect(configured({}).providers['counter']).toMatchObject({ apiBase: '', given: {}, credentials: {} });
  });

  test("the platform's own account is refused with another thing in the place of a secret, everywhere", () => {
    expect(problemsOf({ ...GIVEN, PAY_SECRET: 'A1' })).toEqual(['PAY_SECRET: is the id of a client']);
  });

  test("the platform's own account has credentials as real ones are written, in production", () => {
    const problems = (secret: string, NODE_ENV: string) =>
      problemsOf({ ...GIVEN, PAY_SECRET: secret, NODE_ENV }).filter((line) => line.startsWith('PAY_'));

    expect(problems('F-a-secret-of-20-characters', 'production')).toEqual([
      'PAY_SECRET: must match ^E, as every real one does',
    ]);
    expect(problems('E-short', 'production')).toEqual([expect.stringMatching(/^PAY_SECRET: is too short/)]);
    expect(problems('F', 'development')).toEqual([]);
  });

  test('an application needs the credential with which the webhooks of connected accounts are checked', () => {
    const application = { PAY_APP_ID: '1', PAY_APP_SECRET: '2' };

    expect(problemsOf({ ...GIVEN, ...application })).toEqual(['PAY_SIGNED_WITH: is required beside PAY_APP_ID']);
    expect(problemsOf({ ...GIVEN, ...application, PAY_SIGNED_WITH: 'one' })).toEqual([]);
  });
});

describe('the sandbox', () => {
  test('the sandbox runs by default where no provider is configured that needs credentials', () => {
    expect(configured({}).sandbox).toBe(true);
    expect(configured(GIVEN).sandbox).toBe(false);
  });

  test('the sandbox is refused beside credentials that move money, naming the first variable', () => {
    const env = { ...GIVEN, SANDBOX: '1' };

    expect(problemsOf(env)).toEqual(['SANDBOX: is refused beside the live credential in PAY_ID']);
    expect(problemsOf({ ...env, ...TEST_API })).toEqual([]);
  });
});

describe('what is warned about at the start', () => {
  function warningsOf(env: Environment, { flows = ['client', 'redirect'] }: { flows?: readonly Flow[] } = {}) {
    const warnings: unknown[] = [];
    const nothing = () => {};
    const log = {
      debug: nothing,
      info: nothing,
      error: nothing,
      warn: (...said: unknown[]) => void warnings.push(said),
    };
    const pay = createFakeProvider({ name: 'pay', capabilities: { flows }, now: () => new Date() });
    const providers: Providers = {
      names: ['pay'],
      get: (name) => (name === 'pay' ? pay : undefined),
      platformCredentials: () => null,
    };
    warnAboutProviders(configured(env), SETTINGS, providers, log);
    return warnings;
  }

  test('a start is silent about an account that orders can be paid through', () => {
    expect(warningsOf(GIVEN)).toEqual([]);
  });

  test('a start warns about an account of the platform that no order can be paid through', () => {
    const warning = [{ variable: 'PAY_ID' }, expect.stringMatching(/orders can not be paid through this provider/)];

    expect(warningsOf(GIVEN, { flows: ['redirect'] })).toEqual([warning]);
    const application = { PAY_APP_ID: '1', PAY_APP_SECRET: '2', PAY_SIGNED_WITH: 'one' };
    expect(warningsOf({ ...GIVEN, ...application }, { flows: ['redirect'] })).toEqual([]);
  });

  test('a start warns where no provider is configured that needs credentials', () => {
    expect(warningsOf({ SANDBOX: '0' })).toEqual([[{ set: 'PAY_ID' }, expect.stringMatching(/^no payment provider/)]]);
  });
});
