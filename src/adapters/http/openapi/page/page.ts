import { documentOf, type Html, html } from '../../html.ts';
import type { Document } from '../types.ts';
import { methodBadge, operationSection, type Place } from './operation.ts';
import { prose } from './prose.ts';
import { STYLE } from './style.ts';

type Group = Document['tags'][number] & {
  readonly operations: readonly (Place & { readonly section: Html; readonly id: string; readonly summary: string })[];
};

/** The document for people, whole in one file. */
export function pageOf(document: Document): string {
  const { title, version, description } = document.info;
  const groups = groupsOf(document);
  const body = html`<nav><details class="menu"><summary>${title}</summary>${menu(groups)}</details><div class="side"><a class="title" href="#">${title}</a>${menu(groups)}</div></nav>
<main>
<header>
<h1>${title}</h1>
<p class="sub">Version ${version} · <a href="openapi.json">openapi.json</a></p>
<div class="intro">${prose(description)}</div>
</header>
<section class="intro" id="authentication"><h2>Authentication</h2>${prose(String(authentication(document)))}</section>
${groups.map(groupSection)}
</main>`;
  return documentOf({ title, style: STYLE, body });
}

function authentication({ components }: Document): unknown {
  const { bearer = {} } = components.securitySchemes;
  return 'description' in bearer ? bearer.description : '';
}

function groupsOf(document: Document): Group[] {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  return document.tags.map((tag) => ({
    ...tag,
    operations: operations
      .filter(({ operation }) => operation.tags.includes(tag.name))
      .map(({ method, path, operation }) => ({
        method,
        path,
        id: operation.operationId,
        summary: operation.summary,
        section: operationSection(document, { method, path }, operation),
      })),
  }));
}

function menu(groups: readonly Group[]): Html {
  const links = groups.map(
    ({ name, operations }) =>
      html`<h2>${name}</h2><ul>${operations.map(
        ({ id, method, summary }) => html`<li><a href="#${id}">${methodBadge(method)}<span>${summary}</span></a></li>`,
      )}</ul>`,
  );
  return html`<div class="links">${links}</div>`;
}

function groupSection({ name, description, operations }: Group): Html {
  return html`<section class="group"><h2>${name}</h2>${prose(description)}${operations.map(({ section }) => section)}</section>`;
}
