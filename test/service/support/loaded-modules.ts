import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

// Loaded before the service (`--import`): when it ends, all that it has loaded is in the file LOADED_MODULES, a URL a line.

const loaded = new Set<string>();
registerHooks({
  load(url, context, next) {
    loaded.add(url);
    return next(url, context);
  },
});
process.on('exit', () => writeFileSync(process.env['LOADED_MODULES'] ?? '', [...loaded].join('\n')));
