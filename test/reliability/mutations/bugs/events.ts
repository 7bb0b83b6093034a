import type { Bug } from '../mutation.ts';

/** What subscribers have to read of a change. */
export const EVENT_BUGS: readonly Bug[] = [
  {
    bug: 'an anomaly has no event',
    file: 'src/domain/purchase/events.ts',
    find: '    ...ofAnomalies(known, after, payment),\n',
    replace: '',
  },
  {
    bug: 'an order that is paid has no event',
    file: 'src/domain/purchase/events.ts',
    find: '    ...ofOrder(before, after),\n  ];',
    replace: '  ];',
  },
];
