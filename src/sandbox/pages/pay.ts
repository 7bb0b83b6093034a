import { type Html, html } from '../../adapters/http/wire/html.ts';
import type { Sent } from '../outbox.ts';
import type { ServiceRecord } from '../shopper.ts';
import type { Attempt, Payable, Settlement } from '../simulator.ts';
import { amountIn } from './amount.ts';
import { declineChoice } from './declines.ts';
import type { Page } from './layout.ts';
import { buttonFor, hasMoved, nameOf, SELLER_ACTIONS, standingOf } from './words.ts';

/** What the buyer's page shows. */
export type Visit = {
  readonly provider: string;
  readonly payable: Payable;
  /** The webhooks about it, oldest first. */
  readonly sent: readonly Sent[];
  /** What the service has on record; null when that isn't known. */
  readonly service: ServiceRecord | null;
  /** What was asked for and not possible. */
  readonly refusal: string | null;
  /** Where the client app that opened the page wants the buyer back. */
  readonly returnUrl: string | null;
};

/** The page on which a developer, as the buyer, pays, or doesn't. */
export function payPage(visit: Visit): Page {
  const { provider, payable, returnUrl } = visit;
  const content = html`<main class="pay">
${summary(payable)}
<section class="desk">
<p class="brand">${nameOf(provider)} <span>simulated</span></p>
${standing(visit)}
${buttons(provider, payable, returnUrl)}
${webhooksOf(visit.sent)}
${seller(provider, payable)}
</section>
${record(visit)}
</main>`;
  return { title: `${payable.title} · ${payable.merchant}`, theme: provider, content };
}

function summary({ merchant, title, amount, currency, payer, reference, statement }: Payable): Html {
  return html`<section class="summary">
<p class="merchant"><span class="badge" aria-hidden="true">${[...merchant][0] ?? ''}</span>${merchant}</p>
<h1>${title}</h1>
<p class="amount">${amountIn(amount, currency)}</p>
<dl>
${payer !== null && html`<div><dt>Buyer</dt><dd>${payer}</dd></div>`}
${reference !== null && html`<div><dt>Payment</dt><dd><code>${reference}</code></dd></div>`}
${statement !== null && html`<div><dt>On the statement</dt><dd>${statement}</dd></div>`}
</dl>
</section>`;
}

function standing({ payable, refusal }: Visit): Html {
  const { tone, title, says } = standingOf(payable);
  const hasTried = payable.attempts.length > 0 || tone !== 'open';
  const { returnUrl } = payable;
  const goesBack = hasTried && returnUrl !== null && /^https?:/.test(returnUrl);
  return html`${refusal !== null && html`<p class="refusal" role="alert">${refusal}</p>`}
<div class="standing ${tone}" role="status"><strong>${title}</strong><span>${says}</span></div>
${goesBack && html`<p><a class="back" href="${returnUrl}">Back to ${payable.merchant}</a></p>`}`;
}

function buttons(provider: string, { id, can }: Payable, returnUrl: string | null): Html | null {
  if (can.length === 0) return null;
  return html`<h2 id="choose">You are the buyer. What happens?</h2>
<form method="post" action="/sandbox/pay/${encodeURIComponent(id)}" aria-labelledby="choose">
${returnUrl !== null && html`<input type="hidden" name="return_url" value="${returnUrl}">`}
${can.map((how, index) => button(provider, how, index === 0))}
${can.includes('fail') && declineChoice(provider)}
</form>`;
}

function button(provider: string, how: Settlement, isFirst: boolean): Html {
  const { label, hint } = buttonFor(provider, how);
  const look = isFirst && how !== 'pay_twice' ? 'primary' : 'plain';
  return html`<button class="choice ${look}" name="action" value="${how}"><b>${label}</b><span>${hint}</span></button>\n`;
}

/** What both sides have on record, so that one can see that they agree. */
function record({ provider, payable, service }: Visit): Html {
  return html`<section class="record"><h2>Where it stands</h2>
<dl>
<div><dt>At ${nameOf(provider)}</dt><dd><code>${payable.status}</code></dd></div>
${payable.attempts.map((attempt) => triedLine(attempt, payable))}
${service !== null && html`<div><dt>At FitStack Payments</dt><dd><code>${service.status}</code></dd></div>`}
${service !== null && service.refunded !== null && html`<div class="part"><dt>Refunded</dt><dd><code>${service.refunded}</code></dd></div>`}
${service?.anomalies.map((kind) => html`<div class="part"><dt>Anomaly</dt><dd><code>${kind}</code></dd></div>`) ?? null}
</dl>
</section>`;
}

/** With its amount where that is a part of the price. */
function triedLine({ id, status, amount }: Attempt, payable: Payable): Html {
  const part = amount === undefined || amount === payable.amount ? null : amountIn(amount, payable.currency);
  return html`<div class="part"><dt>${id}</dt><dd>${part !== null && html`${part} `}<code>${status}</code></dd></div>`;
}

function webhooksOf(sent: readonly Sent[]): Html | null {
  if (sent.length === 0) return null;
  return html`<h2>Webhooks to the merchant</h2><ul class="sent">${sent.map(line)}</ul>`;
}

function line({ webhook, statusCode, attempts }: Sent): Html {
  const answer = attempts === 0 ? 'not sent' : statusCode === null ? 'no answer' : `answered ${statusCode}`;
  return html`<li><code>${webhook.eventType}</code> <span>${answer}</span></li>`;
}

/** What the seller can do in the provider's dashboard, without the service's doing: it only hears of it. */
function seller(provider: string, payable: Payable): Html | null {
  if (!hasMoved(payable)) return null;
  const { id, currency } = payable;
  return html`<details><summary>Or be the seller, in ${nameOf(provider)}’s dashboard</summary>
<form method="post" action="/sandbox/pay/${encodeURIComponent(id)}">
<div><label for="amount">Amount, in ${currency}</label>
<input id="amount" name="amount" inputmode="decimal" pattern="\\d+(\\.\\d+)?" placeholder="All that is left" autocomplete="off"></div>
${Object.entries(SELLER_ACTIONS).map(([action, { label, hint }]) => html`<button class="choice plain" name="action" value="${action}"><b>${label}</b><span>${hint}</span></button>\n`)}
</form></details>`;
}
