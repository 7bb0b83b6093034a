import { type TObject, type TSchema, Type } from 'typebox';
import type { Credentials } from '../../../../domain/payment/account.ts';
import type { ProviderForm } from '../../provider-form.ts';
import { optional } from '../../wire/fields.ts';

/** Any provider's, in the document and as a type: which of them a body must have, its `provider` says. */
export function anyCredentials(providers: readonly ProviderForm[]) {
  const all = providers.map(credentialsAt).filter(({ properties }) => Object.keys(properties).length > 0);
  return Type.Optional(
    Type.Unsafe<Credentials | null>(Type.Union([...(all.length > 0 ? all : [Unknown]), Type.Null()])),
  );
}

/** Of a provider that there is not: that is what is wrong with the body. */
export const Unknown = Type.Object({});

/** What is optional may be null, as in every body. */
export function credentialsAt({ credentials: { schema } }: ProviderForm): TObject {
  const fields = Object.entries(schema.properties).map(([name, field]) => [name, nullableIfOptional(field)]);
  return { ...schema, properties: Object.fromEntries(fields) };
}

function nullableIfOptional(field: TSchema): TSchema {
  return Type.IsOptional(field) ? optional(field) : field;
}

/** Those that the provider declares: what else was sent is ignored. */
export function declaredOf(form: ProviderForm, given: Credentials): Credentials {
  const names = Object.keys(form.credentials.schema.properties);
  const entries = Object.entries(given).filter(([name, value]) => names.includes(name) && value !== null);
  return Object.fromEntries(entries);
}
