import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Environment } from '../config/environment.ts';
import { VISIBLE } from './arguments.ts';
import { localService, tokenFor } from './configuration.ts';
import { terminalOf } from './terminal.ts';

export type Request = { readonly body?: object; readonly headers?: Readonly<Record<string, string>> };

/** A running service. */
export type Service = {
  /** The `data` of its answer. @throws Error in one line, whatever goes wrong. */
  call<Data>(method: string, path: string, request?: Request): Promise<Data>;
  /** Takes something away. @throws Error likewise. */
  remove(path: string): Promise<void>;
  /** Hands over an answer of this media type as it comes. @throws Error likewise. */
  download(path: string, type: string, write: (text: string) => void): Promise<void>;
  /** What is there; null when nothing is. @throws Error likewise. */
  find<Data>(path: string): Promise<Data | null>;
};

type Options = { readonly url?: string; readonly token?: string };

/** Longer than the service itself waits for a provider. */
const TIMEOUT_MS = 90_000;

/** The service that a command is for, asked with a token that grants no more than the command needs. */
export function serviceOf(command: Command, scope: string): Service {
  const { url, token } = command.optsWithGlobals<Options>();
  const { env } = terminalOf(command);
  const base = (url ?? defaultUrl(env)).replace(/\/+$/, '');
  const authorization = `Bearer ${carriable(token ?? (env['FITSTACK_TOKEN'] || ownToken(env, scope)))}`;
  async function call<Data>(method: string, path: string, { body, headers = {} }: Request = {}) {
    const sent = { ...headers, authorization };
    const answer = await ask(`${base}${path}`, method, { headers: sent, ...(body !== undefined && { body }) });
    return (answer as { readonly data: Data }).data;
  }
  return {
    call,
    download: (path, type, write) => download(`${base}${path}`, { authorization, accept: type }, write),
    remove: async (path) => void (await ask(`${base}${path}`, 'DELETE', { headers: { authorization } })),
    find: <Data>(path: string) =>
      call<Data>('GET', path).catch((error: unknown) => {
        if (Object(error).status === 404) return null;
        throw error;
      }),
  };
}

function carriable(token: string): string {
  if (!VISIBLE.test(token)) throw new Error('The token must be visible ASCII characters');
  return token;
}

function defaultUrl(env: Environment): string {
  const { port, basePath } = localService(env);
  return `http://localhost:${port}${basePath}`;
}

function ownToken(env: Environment, scope: string): string {
  try {
    return tokenFor(env, operatorName(), scope);
  } catch (error) {
    throw new Error(`There is no token (set FITSTACK_TOKEN): ${(error as Error).message.split('\n')[0]}`);
  }
}

/** Who stands in the history of what is done from here. */
function operatorName(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    return 'cli'; // A user without a name, as in many containers.
  }
}

/** JSON in, JSON out. @throws Error in one line. */
export async function ask(url: string, method: string, { body, headers = {} }: Request = {}): Promise<unknown> {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { method, headers: { ...headers, ...json }, ...content, signal }).catch((error) => {
    throw new Error(`Nothing answers at ${new URL(url).origin} (${reasonOf(error)}): is the service running?`);
  });
  if (response.status === 204) return null;
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw Object.assign(new Error(refusal(response.status, answer)), { status: response.status });
  if (typeof answer !== 'object' || answer === null)
    throw new Error(`What answers at ${new URL(url).origin} is something else`);
  return answer;
}

async function download(
  url: string,
  headers: Readonly<Record<string, string>>,
  write: (text: string) => void,
): Promise<void> {
  const response = await fetch(url, { headers }).catch((error) => {
    throw new Error(`Nothing answers at ${new URL(url).origin} (${reasonOf(error)}): is the service running?`);
  });
  if (!response.ok) throw new Error(refusal(response.status, await response.json().catch(() => null)));
  const text = response.body?.pipeThrough(new TextDecoderStream()) ?? [];
  for await (const part of text) write(part);
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  const { code, message: deeper } = Object(cause) as Partial<NodeJS.ErrnoException>;
  return code ?? deeper ?? message;
}

/** `Payment not found (404)`, and the field at fault where the service names one. */
function refusal(status: number, answer: unknown): string {
  const { error, message, details } = Object(answer) as { error?: unknown; message?: unknown; details?: unknown };
  const { field } = Object(details) as { field?: unknown };
  // The sandbox says it in `message`, its kind of error in `error`.
  const said = [message, error].find((text) => typeof text === 'string') ?? 'The service refused';
  return `${said} (${status}${typeof field === 'string' ? `, ${field}` : ''})`;
}
