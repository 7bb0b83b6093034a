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
  {
    bug: 'a second declined try of one payment at the provider has no event',
    file: 'src/domain/purchase/events.ts',
    find: 'const declined = newlyDeclinedCharges(was, one);',
    replace: 'const declined: readonly Charge[] = was ? [] : newlyDeclinedCharges(was, one);',
  },
  {
    bug: 'a declined try has an event each time it is reported',
    file: 'src/domain/purchase/events.ts',
    find: 'decline !== null && !known.includes(id));',
    replace: 'decline !== null && (was?.fact.kind !== "failed" || !known.includes(id)));',
  },
  {
    bug: 'a declined try that is reported when the buyer has tried again is forgotten',
    file: 'src/app/notifications/apply-notification.ts',
    find: 'return present && stale ? withTryOf(stale, payment, present) : (present ?? stale);',
    replace: 'return present ?? stale;',
  },
];
