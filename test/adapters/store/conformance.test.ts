import { describeStore } from '../../conformance/store.ts';
import { checksClock, refundClock } from './checks-clock.ts';
import { deliveryView } from './delivery-view.ts';
import { openEmbeddedDatabase, sessionOf, storeOn } from './postgres/embedded-database.ts';
import { onServer } from './postgres/server-database.ts';

describeStore('embedded', async () => {
  const db = await openEmbeddedDatabase();
  return {
    store: storeOn(db),
    ...checksClock(sessionOf(db)),
    ...refundClock(sessionOf(db)),
    ...deliveryView(sessionOf(db)),
  };
});

onServer('the store on a PostgreSQL server', (database) => {
  describeStore('server', async () => ({
    store: await database().openStore(),
    ...checksClock(database()),
    ...refundClock(database()),
    ...deliveryView(database()),
  }));
});
