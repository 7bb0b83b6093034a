import type { Promised } from './promised.ts';

export const EVENTS: readonly Promised[] = [
  ['An event is stored in the commit of its change', 'conformance/store/events', 'numbered from 1 in the order'],
  ['and is the same whenever it is read', 'conformance/store/events', 'a snapshot of the moment of its change'],
  ['Each type has the documented data', 'http/routes/events', 'is sent as the document describes it'],
  [
    'gym.needs_reconnect: in the commit that says so',
    'conformance/store/connections',
    'are one event, with the gym as it',
  ],
  ['POST webhook-endpoints: 201 with the secret', 'http/routes/endpoints', 'is created, and shown with its secret'],
  ['The secret is 32 random bytes', 'app/endpoints/endpoints', 'with a secret of 32 random bytes'],
  ['and is never shown again', 'http/routes/endpoints', 'an endpoint is shown without its secret'],
  ['An unknown gym_id is 400', 'app/endpoints/endpoints', 'names a gym that exists'],
  [
    'A url that may not be called is 400',
    'app/endpoints/endpoints',
    'for an address that may not be called, naming it',
  ],
  ['At most 50 endpoints: then 409', 'app/endpoints/endpoints', 'a conflict beyond fifty, also when more ask at once'],
  ['With gym_id only that gym’s events are sent', 'conformance/store/endpoints', 'of one gym’s events'],
  ['PUT replaces all its fields', 'http/routes/endpoints', 'by all fields that can change, and no other'],
  [
    'Enabling again begins with the next event',
    'conformance/store/endpoints',
    'from the next event when it is enabled again',
  ],
  ['DELETE: 204', 'http/routes/endpoints', 'deleted, with nothing in the answer'],
  ['POST rotate-secret: for 24 h both sign', 'app/endpoints/endpoints', 'lets both sign for a day'],
  ['webhooks:manage', 'app/endpoints/endpoints', 'needs its scope before anything else'],
  ['Each type has an example in the documents', 'http/openapi/events-page', 'docs/events.md has the example of %s'],
  [
    'The documented receivers keep each event once',
    'service/receivers/receivers',
    'each event of a paid order once, also one that is sent again',
  ],
  ['The documented receivers refuse what is forged', 'service/receivers/receivers', 'what another secret has signed'],
  ['The command line does the same', 'cli/endpoints-and-events', 'put changes what is given, and nothing else'],
  ['GET events: filters, newest first', 'http/routes/events', 'events are listed by what they are about'],
  ['GET events: what is wrong is named', 'http/routes/events', 'a list of events is refused naming %s'],
  [
    'GET an event: what its subscribers were sent',
    'http/routes/events',
    'is shown with what its subscribers were sent',
  ],
];
