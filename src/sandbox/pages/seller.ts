import { type Html, html } from '../../adapters/http/wire/html.ts';
import type { Payable } from '../simulator.ts';
import { hasMoved, nameOf, SELLER_ACTIONS } from './words.ts';

/** What the seller can do in the provider's dashboard, without the service's doing: it only hears of it. */
export function seller(provider: string, payable: Payable): Html | null {
  if (!hasMoved(payable)) return null;
  const { id, currency } = payable;
  return html`<details><summary>Or be the seller, in ${nameOf(provider)}’s dashboard</summary>
<form method="post" action="/sandbox/pay/${encodeURIComponent(id)}">
<div><label for="amount">Amount, in ${currency}</label>
<input id="amount" name="amount" inputmode="decimal" pattern="\\d+(\\.\\d+)?" placeholder="All that is left" autocomplete="off"></div>
${Object.entries(SELLER_ACTIONS).map(([action, { label, hint }]) => html`<button class="choice plain" name="action" value="${action}"><b>${label}</b><span>${hint}</span></button>\n`)}
</form></details>`;
}
