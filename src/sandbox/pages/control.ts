import { type Html, html } from '../../adapters/http/wire/html.ts';
import type { Switched } from '../faults/switchboard.ts';
import type { Sent } from '../outbox.ts';
import type { Simulator } from '../simulator.ts';
import { faultSwitches } from './faults.ts';
import type { Page } from './layout.ts';
import { paymentList } from './payments.ts';
import { webhookList } from './webhooks.ts';

/** What the control page shows. */
export type Desk = {
  readonly simulators: readonly Simulator[];
  readonly webhooks: readonly Sent[];
  readonly faults: readonly Switched[];
  /** The service's, for links; null when it isn't known. */
  readonly url: string | null;
  readonly canOpen: boolean;
};

export function controlPage({ simulators, webhooks, faults, url, canOpen }: Desk): Page {
  const providers = simulators.map(({ name }) => name);
  const content = html`<main class="control">
<header><h1>Payments sandbox</h1>
<p>Stripe, Mercado Pago and PayPal are played on this machine. You are the buyer, and decide what goes wrong.</p>
${url !== null && besides(url)}
</header>
${canOpen && starters()}
<section aria-labelledby="payments"><h2 id="payments">Payments</h2>${paymentList(simulators)}</section>
<section aria-labelledby="faults"><h2 id="faults">What goes wrong</h2>${faultSwitches(faults, providers)}</section>
<section aria-labelledby="webhooks"><h2 id="webhooks">Webhooks</h2>${webhookList(webhooks)}</section>
</main>`;
  return { title: 'Payments sandbox', theme: 'sandbox', content };
}

function besides(url: string): Html {
  return html`<p class="soft">The service runs at <code>${url}</code>. <a href="${url}/docs">Its API, described</a></p>
<p class="soft">What the service sends to its subscribers: <a href="/sandbox/events">the events</a></p>`;
}

/** For who has no client app at hand. */
function starters(): Html {
  return html`<section aria-labelledby="start"><h2 id="start">Something to pay</h2>
<div class="starters">
${starter('order', 'The demo order', '¥1,000 through Stripe. Once it is paid, the next one like it.', 'Open the demo order’s payment')}
${starter('checkout', 'A pass at the Demo Gym', '$5,000.00 ARS through Mercado Pago. A new checkout each time.', 'Open a checkout at the Demo Gym')}
</div></section>`;
}

function starter(what: string, title: string, text: string, label: string): Html {
  return html`<form class="starter" method="post" action="/sandbox/open/${what}"><h3>${title}</h3><p>${text}</p>
<button class="primary">${label}</button></form>`;
}
