import { type Static, Type } from 'typebox';
import type { NewEndpoint } from '../../../../app/endpoints/create-endpoint.ts';
import {
  DISABLED_REASONS,
  ENDPOINT_STATUSES,
  type Endpoint,
  type EndpointChange,
} from '../../../../domain/event/endpoint.ts';
import { EVENT_TYPES, type EventType } from '../../../../domain/event/event.ts';
import { formed } from '../../wire/expected.ts';
import { oneOf, optional, Slug, success, text, textOrNull, Uuid } from '../../wire/fields.ts';
import { ShownMoment, showMoment } from '../../wire/moments.ts';
import { page } from '../../wire/pagination.ts';
import { EventTypeWord } from './event-view.ts';

export const EndpointParams = Type.Object({ endpoint_id: Uuid });

/** Which address may be called is the subscribers' port's to say. */
const Url = formed(
  'must be an https URL of at most 2000 characters',
  Type.String({
    format: 'uri',
    maxLength: 2_000,
    description:
      'An https URL with neither user name nor password, which leads to a public address; outside production also an ' +
      'http URL of a loopback host.',
  }),
);

const WantedTypes = Type.Array(EventTypeWord, {
  minItems: 1,
  maxItems: EVENT_TYPES.length,
  description: 'The types of events to send; left out: all, also those that later versions add.',
});
const description = text(256, 'For people to read.');
const Status = oneOf(
  ENDPOINT_STATUSES,
  'A disabled endpoint is sent nothing. Left out of a request: `enabled`.',
  'EndpointStatus',
);

const shared = { url: Url, event_types: optional(WantedTypes), description: optional(description) };

export const NewEndpointBody = Type.Object(
  {
    ...shared,
    gym_id: optional({
      ...Slug,
      description: "Only this gym's events are sent; left out: those of all. It can't change.",
    }),
  },
  {
    title: 'CreateEndpointRequest',
    examples: [{ url: 'https://hooks.example/fitstack', event_types: ['payment.succeeded', 'refund.succeeded'] }],
  },
);

export const EndpointBody = Type.Object(
  { ...shared, status: optional(Status) },
  { title: 'PutEndpointRequest', examples: [{ url: 'https://hooks.example/fitstack', status: 'enabled' }] },
);

const EndpointView = Type.Object(
  {
    id: Uuid,
    url: Type.String({ format: 'uri', description: 'Where events are sent to.' }),
    event_types: Type.Union([Type.Array(EventTypeWord), Type.Null()], {
      description: 'The types of events that are sent; null: all.',
    }),
    description: textOrNull('For people to read.'),
    gym_id: textOrNull("Only this gym's events are sent; null: those of all."),
    status: Status,
    disabled_reason: Type.Union([oneOf(DISABLED_REASONS, 'Why.', 'DisabledReason'), Type.Null()], {
      description:
        '`by_operator`: a request disabled it. `gone`: it answered 410. `failing`: every try of five days failed. Null ' +
        'while it is enabled.',
    }),
    created_at: ShownMoment,
    updated_at: ShownMoment,
  },
  { title: 'Endpoint' },
);
type EndpointView = Static<typeof EndpointView>;

const { created_at, updated_at, ...fields } = EndpointView.properties;
const SecretEndpointView = Type.Object(
  {
    ...fields,
    secret: Type.String({
      pattern: '^whsec_[A-Za-z0-9+/]+=*$',
      description: 'Signs what is sent (Standard Webhooks). It is never shown again: store it now.',
    }),
    created_at,
    updated_at,
  },
  { title: 'EndpointWithSecret' },
);
type SecretEndpointView = Static<typeof SecretEndpointView>;

const EXAMPLE: EndpointView = {
  id: 'aa0e8400-e29b-41d4-a716-446655440000',
  url: 'https://hooks.example/fitstack',
  event_types: ['payment.succeeded', 'refund.succeeded'],
  description: null,
  gym_id: null,
  status: 'enabled',
  disabled_reason: null,
  created_at: '2024-01-01T00:00:00.000Z',
  updated_at: '2024-01-01T00:00:00.000Z',
};
const SECRET_EXAMPLE = { ...EXAMPLE, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };

export const NewEndpointAnswer = success(SecretEndpointView, {
  description: 'The endpoint is created.',
  example: SECRET_EXAMPLE,
});
export const RotatedAnswer = success(SecretEndpointView, {
  description: 'The endpoint, with its new secret.',
  example: SECRET_EXAMPLE,
});
export const EndpointAnswer = success(EndpointView, { description: 'The endpoint.', example: EXAMPLE });
export const EndpointListAnswer = success(page(EndpointView, 'EndpointPage'), {
  description: 'A page of endpoints.',
  example: { items: [EXAMPLE], next_cursor: null },
});

export function newEndpoint({ url, event_types, description, gym_id }: Static<typeof NewEndpointBody>): NewEndpoint {
  return { url, eventTypes: eachOnce(event_types), description: description ?? null, gymSlug: gym_id ?? null };
}

export function endpointChange({ url, event_types, description, status }: Static<typeof EndpointBody>): EndpointChange {
  return { url, eventTypes: eachOnce(event_types), description: description ?? null, status: status ?? 'enabled' };
}

/** A type that is given twice is wanted once. */
function eachOnce(types: readonly EventType[] | null | undefined): readonly EventType[] | null {
  return types ? [...new Set(types)] : null;
}

export function showEndpoint(endpoint: Endpoint): EndpointView {
  const { id, url, eventTypes, gymSlug, status, disabledReason, createdAt, updatedAt } = endpoint;
  return {
    id,
    url,
    event_types: eventTypes === null ? null : [...eventTypes],
    description: endpoint.description,
    gym_id: gymSlug,
    status,
    disabled_reason: disabledReason,
    created_at: showMoment(createdAt),
    updated_at: showMoment(updatedAt),
  };
}

export function showWithSecret(endpoint: Endpoint, secret: string): SecretEndpointView {
  const { created_at, updated_at, ...shown } = showEndpoint(endpoint);
  return { ...shown, secret, created_at, updated_at };
}
