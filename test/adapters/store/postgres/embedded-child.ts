import { openEmbeddedStore } from '../../../../src/adapters/store/index.ts';
import { anOrder } from '../../../conformance/store/builders.ts';
import { withCommands } from '../../../stores.ts';

// A process to be killed: it puts an order, says which, and waits.

const store = withCommands(await openEmbeddedStore({ directory: process.argv[2] ?? '' }));
const order = anOrder();
await store.putOrder(order);
process.send?.(order.id);
setInterval(() => {}, 60_000);
