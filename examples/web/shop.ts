import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { bodyOf, fail, file, json, listenerOf, type Route } from './http.ts';
import { type Opened, type Payments, Refused } from './payments.ts';
import type { Purchase, Purchases, Status } from './purchases.ts';
import type { Subscription } from './subscription.ts';

type Parts = { readonly payments: Payments; readonly purchases: Purchases; readonly verify: Subscription['verify'] };

/** How a payment stands, and why its last try was declined, in words for the buyer. */
type Standing = { readonly status: Status; readonly advice: string | null };

const STREAM = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };

/** The page, what its script asks for, and the address to which the payment service sends its events. */
export function createShop({ payments, purchases, verify }: Parts): RequestListener {
  const begin: Route = async (request, response) => json(response, 201, await open(purchaseIn(await bodyOf(request))));

  const goOn: Route = async (_, response, paymentId) => {
    const known = purchases.find(paymentId);
    if (known === undefined) throw new Refused('We do not know this purchase any more', 404);
    json(response, 200, await open(known.purchase));
  };

  async function open(purchase: Purchase): Promise<Opened> {
    const { what, id, email } = purchase;
    const opened = await (what === 'order' ? payments.openOrder(id, email) : payments.openPass(id, email));
    purchases.begin(opened.paymentId, purchase);
    return opened;
  }

  /** Server-sent events: how the payment stands now, and at each change. */
  const follow: Route = async (request, response, paymentId) => {
    const language = request.headers['accept-language'] ?? 'en';
    const show = async () => {
      const standing = await standingOf(paymentId, language);
      if (!response.headersSent) response.writeHead(200, STREAM);
      response.write(`data: ${JSON.stringify(standing)}\n\n`);
    };
    // One after the other, so that what is written last is what is newest.
    let shown = show();
    const stop = purchases.watch(paymentId, () => {
      shown = shown.then(show).catch((error: unknown) => fail(response, error));
    });
    response.on('close', stop);
    await shown;
  };

  /** What events have said; after a restart of this shop, what the service says. */
  async function standingOf(paymentId: string, language: string): Promise<Standing> {
    const status = purchases.find(paymentId)?.status ?? (await payments.statusOf(paymentId));
    return { status, advice: status === 'failed' ? await payments.adviceFor(paymentId, language) : null };
  }

  const hear: Route = async (request, response) => {
    const event = verified(await bodyOf(request), request);
    if (event !== null) purchases.hear(event);
    response.writeHead(event === null ? 400 : 204).end();
  };

  function verified(body: string, { headers }: IncomingMessage) {
    try {
      return verify(body, headers as Record<string, string>);
    } catch {
      return null;
    }
  }

  return listenerOf({
    'GET /': file('index.html', 'text/html; charset=utf-8'),
    'GET /page.js': file('page.js', 'text/javascript'),
    'GET /style.css': file('style.css', 'text/css'),
    'POST /purchases': begin,
    'POST /purchases/:id': goOn,
    'GET /purchases/:id': follow,
    'POST /events': hear,
  });
}

/** The fields of the page's form. @throws Refused */
function purchaseIn(body: string): Purchase {
  const fields = new URLSearchParams(body);
  const [what, email] = [fields.get('what'), fields.get('email')];
  if ((what !== 'order' && what !== 'pass') || email === null) throw new Refused('There is no such thing to buy', 400);
  return { id: randomUUID(), what, email };
}
