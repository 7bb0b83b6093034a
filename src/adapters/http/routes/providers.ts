import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import type { ProviderDescription } from '../../../app/providers/list-providers.ts';
import type { CredentialField } from '../../../ports/payment-provider/credentials.ts';
import { docs } from '../openapi/route-docs.ts';
import { oneOf, succeed, success } from '../wire/fields.ts';
import { ONLY_KNOWN } from '../wire/pagination.ts';
import { ConfirmedBy } from './payments/words.ts';

const LIST_PROVIDERS = docs({
  id: 'listProviders',
  tag: 'Orders and gyms',
  summary: 'List the payment providers',
  description: 'What orders and gyms can name as their `provider`, and what each can do.',
  fails: ['invalid'],
  field: 'name',
});

const yes = (description: string) => Type.Boolean({ description });

const CredentialView = Type.Object(
  {
    name: Type.String({ description: 'Its name in `credentials` of a gym.' }),
    description: Type.String({ description: 'What it is.' }),
    secret: yes('It opens the account, or proves webhooks: it goes in and never comes out.'),
    required: yes('Credentials without it are refused.'),
    list: yes('It is a list: several are good at once, such as during a rotation.'),
    environment_variable: Type.String({
      description: "The variable with the platform's own; a list is separated by commas.",
    }),
  },
  { title: 'Credential' },
);

const ProviderView = Type.Object(
  {
    name: Type.String({ description: 'What `provider` of an order or a gym is.' }),
    takes_orders: yes('Orders can be paid through it: the platform has an account there.'),
    takes_checkouts: yes('Gyms can take payments through it.'),
    connects: yes('A gym can connect its account by consent, instead of sending credentials.'),
    capture_methods: Type.Array(oneOf(['automatic', 'manual'], 'A `capture_method` of an order.')),
    refunds: yes('Payments can be refunded, in full and in parts.'),
    splits_purchases: yes('A buyer can pay one purchase in several parts, such as two cards.'),
    confirmed_by: ConfirmedBy,
    redirect_needs_return_url: yes('A gym needs a `return_url`.'),
    failed_is_final: yes('After a declined attempt the payment is cancelled, and the next request opens another one.'),
    completes: yes('The service takes the money after the buyer has agreed, within seconds.'),
    webhooks: oneOf(
      ['signed', 'asked', 'none'],
      '`signed`: a signature proves a webhook. `asked`: the provider is asked about each one. `none`: it sends none.',
    ),
    disputes: oneOf(
      ['decided', 'immediate', 'none'],
      '`decided`: open until the bank decides. `immediate`: the money goes back at once. `none`: not reported.',
    ),
    credentials: Type.Array(CredentialView, {
      description: 'What opens an account there; empty where nothing has to.',
    }),
  },
  { title: 'Provider' },
);
type ProviderView = Static<typeof ProviderView>;

const EXAMPLE: ProviderView = {
  ...{ name: 'stripe', takes_orders: true, takes_checkouts: true, connects: false },
  ...{ capture_methods: ['automatic', 'manual'], refunds: true, splits_purchases: false, confirmed_by: 'provider' },
  ...{ redirect_needs_return_url: true, failed_is_final: false, completes: false },
  ...{ webhooks: 'signed', disputes: 'decided' },
  credentials: [
    {
      ...{ name: 'access_token', description: 'The secret key.', secret: true, required: true, list: false },
      environment_variable: 'STRIPE_SECRET_KEY',
    },
  ],
};

const Answer = success(Type.Object({ items: Type.Array(ProviderView) }, { title: 'Providers' }), {
  description: 'All providers of this installation.',
  example: { items: [EXAMPLE] },
});

export const providerList: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const get = { ...LIST_PROVIDERS, querystring: Type.Object({}, ONLY_KNOWN), response: { 200: Answer } };
  scope.get('', { schema: get }, async () => succeed({ items: app.listProviders().map(shown) }));
};

function shown(provider: ProviderDescription): ProviderView {
  const { name, capabilities, credentials, takesOrders, takesCheckouts, connects } = provider;
  const { captureMethods, refunds, splitsPurchases, confirmedBy } = capabilities;
  const { redirectNeedsReturnUrl, failedIsFinal, completes, webhooks, disputes } = capabilities;
  return {
    ...{ name, takes_orders: takesOrders, takes_checkouts: takesCheckouts, connects },
    ...{ capture_methods: [...captureMethods], refunds, splits_purchases: splitsPurchases, confirmed_by: confirmedBy },
    ...{ redirect_needs_return_url: redirectNeedsReturnUrl, failed_is_final: failedIsFinal },
    ...{ completes, webhooks, disputes },
    credentials: credentials.map(shownCredential),
  };
}

function shownCredential({ name, description, isSecret, isRequired, isList, variable }: CredentialField) {
  const shape = { secret: isSecret, required: isRequired, list: isList };
  return { name, description, ...shape, environment_variable: variable };
}
