import { html } from './html.ts';
import type { Page } from './layout.ts';
import { nameOf } from './words.ts';

/** Who asks a seller for consent, and where the answer goes. */
export type Asking = {
  readonly provider: string;
  readonly applicationId: string;
  /** Where the seller's browser is sent then. */
  readonly returnUrl: URL;
  /** What the form posts to, by the answer that it gives. */
  readonly targetOf: (answer: 'agree' | 'decline') => string;
};

/** The page on which somebody in the seller's place lets an application take payments for them, or doesn't. */
export function consentPage({ provider, applicationId, returnUrl, targetOf }: Asking): Page {
  const name = nameOf(provider);
  const content = html`<main class="pay">
<section class="summary">
<p class="merchant"><span class="badge" aria-hidden="true">F</span>FitStack Payments</p>
<h1>Let it take payments into your ${name} account?</h1>
<dl>
<div><dt>Application</dt><dd><code>${applicationId}</code></dd></div>
<div><dt>You go back to</dt><dd><code>${returnUrl.host}</code></dd></div>
</dl>
</section>
<section class="desk">
<p class="brand">${name} <span>simulated</span></p>
<h2 id="choose">You own the gym. What do you say?</h2>
<form method="post" aria-labelledby="choose">
<button class="choice primary" formaction="${targetOf('agree')}"><b>Agree</b><span>The gym takes payments into an account that is made for it here</span></button>
<button class="choice plain" formaction="${targetOf('decline')}"><b>Decline</b><span>Nothing changes</span></button>
</form>
</section>
</main>`;
  return { title: `Connect an account · ${name}`, theme: provider, content, leadsTo: returnUrl.origin };
}
