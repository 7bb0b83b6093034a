import { about } from '../openapi/about.ts';

export const LIVENESS = about({
  id: 'checkHealth',
  tag: 'Operations',
  summary: 'Is the process alive?',
  description: 'Asks nobody, not even the database. It is there with and without the base path.',
  fails: [],
});

export const READINESS = about({
  id: 'checkReadiness',
  tag: 'Operations',
  summary: 'Can requests be served?',
  description: 'They can when the database answers and its migrations are applied.',
  fails: ['store_unavailable'],
});
