import { copyFile, mkdir } from 'node:fs/promises';

// Part of `npm run prepare`. Of Swagger UI (Apache 2.0) two files are served, and all of it is 12 MB with a program that
// reports installations: so it is a development dependency, and the package and the image get these files alone.

const FILES = ['swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt', 'swagger-ui.css', 'LICENSE', 'NOTICE'];
const FROM = new URL('../node_modules/swagger-ui-dist/', import.meta.url);
const TO = new URL('../generated/swagger-ui/', import.meta.url);

await mkdir(TO, { recursive: true });
for (const name of FILES) await copyFile(new URL(name, FROM), new URL(name, TO));
