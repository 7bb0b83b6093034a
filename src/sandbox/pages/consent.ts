import { html } from '../../adapters/http/wire/html.ts';
import type { Language } from '../../domain/language.ts';
import { CONSENT_WORDS } from './consent-words.ts';
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
  readonly language: Language;
};

/** The page on which a developer, as the seller, allows an application to take payments for them, or refuses. */
export function consentPage({ provider, applicationId, returnUrl, targetOf, language }: Asking): Page {
  const name = nameOf(provider);
  const words = CONSENT_WORDS[language];
  const content = html`<main class="pay">
<section class="summary">
<p class="merchant"><span class="badge" aria-hidden="true">F</span>FitStack Payments</p>
<h1>${words.question(name)}</h1>
<dl>
<div><dt>${words.application}</dt><dd><code>${applicationId}</code></dd></div>
<div><dt>${words.back}</dt><dd><code>${returnUrl.host}</code></dd></div>
</dl>
</section>
<section class="desk">
<p class="brand">${name} <span>${words.simulated}</span></p>
<h2 id="choose">${words.choose}</h2>
<form method="post" aria-labelledby="choose">
<button class="choice primary" formaction="${targetOf('agree')}"><b>${words.agree.label}</b><span>${words.agree.hint}</span></button>
<button class="choice plain" formaction="${targetOf('decline')}"><b>${words.decline.label}</b><span>${words.decline.hint}</span></button>
</form>
</section>
</main>`;
  return { title: `${words.title} · ${name}`, theme: provider, content, leadsTo: returnUrl.origin, language };
}
