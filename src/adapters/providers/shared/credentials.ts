import { type TObject, type TProperties, type TSchema, Type } from 'typebox';
import type { Credentials } from '../../../domain/payment/account.ts';
import type { CredentialField, KeptCredentials } from '../../../ports/payment-provider/credentials.ts';

// How a provider's settings declare its credentials: one schema, whose static type is what the adapter works with.

/** Why a text is another thing than this credential; completes "NAME: …", and never has a part of the text in it. */
export type Fault = (text: string) => string | null;

type About = {
  readonly description: string;
  /** The environment variable with the platform's own; several are separated by commas. */
  readonly variable: string;
  /** Checked wherever the credential comes in. */
  readonly fault?: Fault;
  /** Every real one is written like this: in production the platform's own must be. */
  readonly form?: RegExp;
};

/** `key`: calls are made with it. `webhook_secret`: webhooks are signed with it. `open`: it may be seen. */
type Kind = 'key' | 'webhook_secret' | 'open';

/** What the configuration has to know of one credential, beside what everybody may know. */
export type DeclaredCredential = CredentialField & Omit<About, 'description' | 'variable'> & { readonly kind: Kind };

/** Visible ASCII: what a header can carry. Common expression engines all read it (ECMAScript, Python, RE2). */
const VISIBLE = '^[\\x21-\\x7e]+$';
const MAX_CHARACTERS = 512;
/** What is shorter could be guessed from one signed webhook. */
const LEAST_SECRET_CHARACTERS = 16;
const MAX_SECRETS = 5;

/** A secret that calls are made with. */
export const key = (about: About) => text('key', about);

/** What may be seen: an id, or what web pages show to the provider. */
export const open = (about: About) => text('open', about);

function text(kind: Kind, about: About) {
  const { description } = about;
  return Type.String({ ...formOf(1, about), description, ...visibility(kind), ...declared(kind, about) });
}

/** The secrets that webhooks are signed with: several during a rotation. */
export function webhookSecrets(about: About) {
  const { description } = about;
  const range = { minItems: 1, maxItems: MAX_SECRETS };
  const secret = Type.String({ ...formOf(LEAST_SECRET_CHARACTERS, about), ...visibility('webhook_secret') });
  return Type.Array(secret, { ...range, description, ...declared('webhook_secret', about) });
}

function formOf(minLength: number, { fault = () => null }: About) {
  const check = (given: string) => fault(given) === null;
  const error = (given: string) => fault(given) ?? '';
  return { pattern: VISIBLE, minLength, maxLength: MAX_CHARACTERS, '~refine': [{ check, error }] };
}

/** A secret goes in and never comes out. */
const visibility = (kind: Kind) => (kind === 'open' ? {} : { writeOnly: true });

/** No keyword of JSON Schema: documents of the schema leave out what begins with a tilde. */
const declared = (kind: Kind, about: About) => ({ '~credential': { kind, ...about } });

/** What a provider's settings say of its credentials. */
export type DeclaredCredentials<Properties extends TProperties = TProperties> = {
  readonly schema: TObject<Properties>;
  /** The same, one by one, in the order of the schema. */
  readonly fields: readonly DeclaredCredential[];
};

/** Credentials that are made with the functions above. The title is their type's name in the API document. */
export function declare<Properties extends TProperties>(
  title: string,
  properties: Properties,
): DeclaredCredentials<Properties> {
  const schema = Type.Object(properties, { title });
  return { schema, fields: Object.entries(properties).map(([name, property]) => fieldOf(name, property)) };
}

function fieldOf(name: string, property: Declared): DeclaredCredential {
  const about = property['~credential'];
  if (about === undefined) throw new Error(`${name} must be made by key, webhookSecrets or open`);
  const isRequired = !Type.IsOptional(property);
  return { name, ...about, isSecret: about.kind !== 'open', isRequired, isList: Type.IsArray(property) };
}

type Declared = TSchema & { readonly '~credential'?: About & { readonly kind: Kind } };

/** The webhook secrets of all of them, each once. */
export function webhookSecretsOf(accounts: readonly { readonly webhook_secrets: readonly string[] }[]) {
  return [...new Set(accounts.flatMap(({ webhook_secrets }) => webhook_secrets))];
}

/** `credentialsFrom` of a provider to which no account can be connected. */
export function onlyGiven<Own extends Credentials>({ given }: KeptCredentials<Own>): Own {
  if (given === null) throw new Error('a grant is kept for a provider that gives none');
  return given;
}
