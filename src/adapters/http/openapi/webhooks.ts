import type { WebhookDescription } from '../../../ports/payment-provider/deliveries.ts';
import type { ProviderForm } from '../provider-form.ts';
import type { Parameter, RequestBody } from './types.ts';

/** The parts of an operation that receives webhooks. */
export type WebhookParts = { readonly parameters: readonly Parameter[]; readonly requestBody: RequestBody };

/** Which of the parameters come is each provider's choice. */
export function webhookParts(providers: readonly ProviderForm[]): WebhookParts {
  const described = providers.flatMap(({ name, webhook }) => (webhook === undefined ? [] : [{ name, ...webhook }]));
  return {
    parameters: described.flatMap(({ parameters }) =>
      parameters.map(({ example, ...parameter }) => ({ ...parameter, schema: { type: 'string' }, example })),
    ),
    requestBody: bodyWith(Object.fromEntries(described.map(({ name, example }) => [name, example]))),
  };
}

function bodyWith(examples: Readonly<Record<string, WebhookDescription['example']>>): RequestBody {
  return {
    required: true,
    description:
      'The signature is verified over the raw bytes, so the content type does not matter: up to 1 MiB. The provider defines ' +
      'the structure; a signed body must be JSON.',
    content: { 'application/json': { schema: { type: 'object' }, examples }, '*/*': { schema: {} } },
  };
}
