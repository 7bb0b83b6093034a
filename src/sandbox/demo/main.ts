import { createClient } from './client.ts';
import { startService } from './service.ts';
import { STORY, type Step } from './story.ts';

/** Plays the whole story against a service of its own. Ends with 0 only if every state was right. */
async function demo(): Promise<number> {
  const databaseUrl = process.env['DATABASE_URL'];
  const service = await startService(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl });
  const steps: Step[] = [];
  try {
    for (const { title, play } of STORY) {
      print(`\n${title}`);
      await play(createClient(service), (step) => {
        steps.push(step);
        print(line(step));
      });
    }
  } finally {
    await service.stop();
  }
  const wrong = steps.filter(({ right }) => !right).length;
  print(`\n${steps.length - wrong} of ${steps.length} steps as they should be`);
  return wrong === 0 ? 0 : 1;
}

function line({ right, status, what, shows }: Step): string {
  return `  ${right ? 'ok   ' : 'WRONG'} ${status}  ${what.padEnd(56)} ${shows}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

process.exitCode = await demo();
