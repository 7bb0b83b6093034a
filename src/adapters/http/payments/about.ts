import { about } from '../openapi/about.ts';

export const LIST_PAYMENTS = about({
  id: 'listPayments',
  tag: 'Payments',
  summary: 'List payments',
  description:
    "The caller's own payments, newest first, a page at a time; with the scope `payments:manage` everybody's. Filters " +
    'may be combined. Payments that are opened while somebody turns the pages are neither repeated nor left out.',
  fails: ['invalid'],
  field: 'status',
});
