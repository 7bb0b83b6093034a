import type { Promised } from './promised.ts';

export const ACCESS: readonly Promised[] = [
  ['POST api-keys: the key, shown once', 'http/routes/api-keys', 'a key is made and shown once'],
  ['POST api-keys: what is wrong is named', 'http/routes/api-keys', 'a key is refused naming %s'],
  ['POST api-keys: an unknown scope is 400', 'http/routes/api-keys', 'an unknown scope is refused, naming those'],
  ['POST api-keys: no scope that its maker lacks', 'app/api-keys/manage-keys', 'a key that would grant more than'],
  ['POST api-keys: a time to come', 'app/api-keys/manage-keys', 'a key that has expired %d ms from now is not made'],
  ['api-keys: keys:manage', 'app/api-keys/manage-keys', 'keys are for callers with the scope'],
  ['GET api-keys: never the key', 'http/routes/api-keys', 'are listed by pages, without the keys themselves'],
  ['DELETE api-keys: 204', 'http/routes/api-keys', 'a key is revoked with 204 and no body'],
  ['DELETE api-keys: refused everywhere within 10 s', 'app/api-keys/identify-key', 'within ten seconds by every other'],
  ['A key is a bearer token, its user is key:<id>', 'app/api-keys/identify-key', 'stands for a user of its own'],
  ['A key that is not known is 401', 'http/auth/api-keys', 'a key that is not known is 401'],
  ['and counts against the address', 'http/auth/api-keys', 'that are not known count against the address'],
  ['A key is stored as a hash', 'conformance/store/api-keys', 'a key is found by its hash, as it was made'],
  ['The command line makes keys, and takes them', 'cli/api-keys', 'prints a key that works as a token'],
  ['GET audit: who, what, when, in its shape', 'http/routes/audit', 'entries are shown with who, what, when'],
  ['GET audit: what is wrong is named', 'http/routes/audit', 'the audit is refused naming %s'],
  ['GET audit: audit:read', 'app/audit/audit', 'the audit is for callers with the scope'],
  [
    'GET audit: filters, pages, newest first',
    'conformance/store/audit',
    'are found by who, what and when, newest first',
  ],
  ['The audit is written in the commit of the change', 'conformance/store/audit', 'is changed together with its entry'],
  ['Refunds, cancellations and resolutions are audited', 'app/audit/audit', 'have the operator who asked for them'],
  ['The command line lists the audit', 'cli/audit', 'audit list shows who changed what'],
];
