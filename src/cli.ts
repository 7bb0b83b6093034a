#!/usr/bin/env node
import { Command } from 'commander';
import { PROVIDER_SETTINGS } from './adapters/providers/index.ts';
import { migrate } from './adapters/store/index.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { sandboxSecrets } from './sandbox-secrets.ts';
import { makeToken } from './token.ts';

type Output = { readonly json?: boolean };

const program = new Command('fitstack-payments')
  .description('The command line of FitStack Payments')
  .option('--json', 'print JSON instead of text')
  .showHelpAfterError();

program
  .command('migrate')
  .description('apply the database migrations that DATABASE_URL lacks')
  .action(async () => {
    const { databaseUrl } = configuration();
    if (databaseUrl === null) throw new Error('DATABASE_URL: is required (the embedded database migrates by itself)');
    const applied = await migrate(databaseUrl);
    print({ applied }, applied.length === 0 ? 'Nothing to apply.' : `Applied ${applied.join(', ')}.`);
  });

program
  .command('token')
  .description('print a bearer token that is good for one hour')
  .requiredOption('--sub <user>', 'the user id')
  .option('--scope <scopes>', 'what it grants beyond own payments, separated by spaces')
  .action(({ sub, scope }: { sub: string; scope?: string }) => {
    const config = configuration();
    const { issuer, audience } = config.jwt;
    const token = makeToken({ secret: signingSecret(config), sub, scope: scope ?? null, issuer, audience });
    print({ token }, token);
  });

function configuration(): Config {
  return loadConfig(process.env, PROVIDER_SETTINGS);
}

function signingSecret({ jwt, sandbox, dataDir }: Config): string {
  if (jwt.secret !== null) return jwt.secret;
  if (jwt.publicKey !== null) throw new Error('JWT_PUBLIC_KEY: verifies tokens, but can not make any');
  if (jwt.jwksUrl !== null) throw new Error('JWT_JWKS_URL: verifies tokens, but can not make any');
  if (sandbox) return sandboxSecrets(dataDir).jwtSecret;
  throw new Error('JWT_SECRET: is required to make a token');
}

function print(value: unknown, line: string): void {
  const { json } = program.opts<Output>();
  process.stdout.write(`${json ? JSON.stringify(value) : line}\n`);
}

program.parseAsync().catch((error: unknown) => {
  const lines =
    error instanceof ConfigError ? error.problems : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) process.stderr.write(`fitstack-payments: ${line}\n`);
  process.exitCode = 1;
});
