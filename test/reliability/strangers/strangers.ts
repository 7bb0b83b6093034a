import { request } from 'node:http';
import { setPriority } from 'node:os';

// Strangers, in a process of their own: from one address they send a webhook route the largest body that is taken,
// without a signature, over so many connections, as fast as it is refused, until they are stopped.

const [url = '', connections = '1'] = process.argv.slice(2);
// They are on machines of their own: here they get what the service and its database leave of the processors.
setPriority(19);
const EVENT = '{"id":"evt_1","object":"event","type":"payment_intent.succeeded","created":1,"data":{"object":{"x":[';
const MIB = 1024 * 1024;
const body = Buffer.from(`${EVENT}${'{},'.repeat((MIB - 200) / 3)}0]}}}`);

const answers: Record<string, number> = {};
let isOver = false;

function post(): Promise<string> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.byteLength };
    const sent = request(url, { method: 'POST', headers, agent: false }, (answer) => {
      answer.resume();
      resolve(String(answer.statusCode));
      sent.destroy();
    });
    // Refused before all of it was sent.
    sent.on('error', () => resolve('closed'));
    sent.end(body);
  });
}

async function keepSending(): Promise<void> {
  while (!isOver) {
    const answer = await post();
    answers[answer] = (answers[answer] ?? 0) + 1;
  }
}

process.send?.('sending');
const all = Promise.all(Array.from({ length: Number(connections) }, keepSending));
process.once('message', () => {
  isOver = true;
  void all.then(() => process.send?.(answers, () => process.exit(0)));
});
