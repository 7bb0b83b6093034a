import { openEmbeddedStore } from '../../../src/adapters/store/index.ts';
import { describeStore } from '../../conformance/store.ts';
import { onServer } from './server-database.ts';

describeStore('embedded', () => openEmbeddedStore());

onServer('the store on a PostgreSQL server', (database) => {
  describeStore('server', () => database().openStore());
});
