import { type Html, html } from '../../html.ts';
import type { Document, Example, Operation, Parameter, Response } from '../types.ts';
import { codeBlock, jsonCode } from './code.ts';
import { field, fieldList, resolved } from './fields.ts';
import { inline, prose } from './prose.ts';

export type Place = { readonly method: string; readonly path: string };

export function operationSection(document: Document, place: Place, operation: Operation): Html {
  const { operationId, summary, description, responses } = operation;
  const all = Object.entries(responses).map(
    ([status, response]) => [status, resolved<Response>(document, response)] as const,
  );
  const successes = all.filter(([status]) => Number(status) < 400);
  return html`<section class="operation" id="${operationId}">
    <div class="told">
      <h3><a href="#${operationId}">${summary}</a></h3>
      <p class="place">${methodBadge(place.method)} <code>${place.path}</code></p>
      ${prose(description)}
      <p class="access">${accessText(operation)}</p>
      ${parameterList(document, operation)}
      ${bodyFields(document, operation)}
      <h4>Answers</h4>
      ${all.map(([status, response]) => answer(document, status, response))}
    </div>
    <div class="shown">
      ${requestExample(document, place, operation)}
      ${successes
        .slice(0, 1)
        .map(([status, { content = {} }]) =>
          Object.values(content).map(
            ({ example }) => example !== undefined && codeBlock(statusBadge(status), jsonCode(example)),
          ),
        )}
    </div>
  </section>`;
}

export function methodBadge(method: string): Html {
  return html`<b class="method ${method}">${method.toUpperCase()}</b>`;
}

function statusBadge(status: string): Html {
  return html`<b class="status s${status.slice(0, 1)}">${status}</b>`;
}

function accessText({ security }: Operation): Html[] {
  const [scheme] = security;
  if (scheme === undefined) return inline('No token.');
  const scopes = Object.values(scheme).flat();
  return inline(scopes.length === 0 ? 'Bearer token.' : `Bearer token with the scope \`${scopes.join(' ')}\`.`);
}

function parametersOf(document: Document, { parameters = [] }: Operation): Parameter[] {
  return parameters.map((parameter) => resolved<Parameter>(document, parameter));
}

const PLACES = { path: 'In the path', query: 'In the query', header: 'Headers' } as const;

function parameterList(document: Document, operation: Operation): Html[] {
  const parameters = parametersOf(document, operation);
  return Object.entries(PLACES).map(([place, title]) => {
    const rows = parameters
      .filter((parameter) => parameter.in === place)
      .map(({ required, ...rest }) => field(document, { ...rest, isRequired: required === true }));
    return html`${rows.length > 0 && html`<h4>${title}</h4><ul class="fields">${rows}</ul>`}`;
  });
}

function bodyFields(document: Document, { requestBody }: Operation): Html | false {
  if (requestBody === undefined) return false;
  const schema = requestBody.content['application/json']?.schema ?? {};
  return html`<h4>Body${!requestBody.required && ' (may be left out)'}</h4>
    ${requestBody.description !== undefined && prose(requestBody.description)}
    ${fieldList(document, schema)}`;
}

function requestExample(document: Document, { method, path }: Place, operation: Operation): Html {
  const { requestBody, security } = operation;
  const examples: Example[] = Object.values(requestBody?.content ?? {}).flatMap(({ example, examples = {} }) =>
    example === undefined ? Object.values(examples) : [{ value: example }],
  );
  const isSigned = requestBody !== undefined && security.length === 0;
  const lines = [
    security.length > 0 && 'authorization: Bearer <token>\n',
    ...parametersOf(document, operation).map(
      ({ name, in: place, example }) =>
        place === 'header' && !isSigned && example !== undefined && `${name.toLowerCase()}: ${example}\n`,
    ),
    requestBody !== undefined && 'content-type: application/json\n',
  ];
  const [first, ...others] = examples;
  const request = codeBlock('Request', [
    html`<b>${method.toUpperCase()} ${path}</b>${'\n'}${lines}`,
    html`${first !== undefined && html`${'\n'}${jsonCode(first.value)}`}`,
  ]);
  return html`${request}${others.map(({ summary = '', value }) => codeBlock(summary, jsonCode(value)))}`;
}

function answer(document: Document, status: string, { description, headers = {}, content = {} }: Response): Html {
  const [media = {}] = Object.values(content);
  const { schema = {}, examples = {} } = media;
  const [title = '', ...others] = description.split('\n').map((line) => line.replace(/^- /, ''));
  return html`<details>
    <summary>${statusBadge(status)} <span>${inline(title)}</span>
      ${others.length > 0 && html`<small>and ${others.length} more</small>`}</summary>
    ${others.length > 0 && prose(description)}
    ${Number(status) < 400 && fieldList(document, schema)}
    ${Object.values(examples).map(({ summary = '', value }) => codeBlock(html`${inline(summary)}`, jsonCode(value)))}
    <p class="headers">Headers: ${Object.keys(headers).map((name) => html`<code>${name}</code> `)}</p>
  </details>`;
}
