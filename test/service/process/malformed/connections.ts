import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Chance, mutated } from '../../../seeded.ts';

const HEAD = 'GET /health HTTP/1.1\r\nHost: x\r\n';
const POST = 'POST /api/v1/payments/checkout HTTP/1.1\r\nHost: x\r\n';

/** What isn't HTTP, or not as it has to be. */
const BROKEN = [
  ...[
    'hello',
    'GET',
    'GET /health',
    '\0\0\0\0',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    'PRI * HTTP/2.0\r\n\r\nSM',
  ],
  ...[
    'GET / HTTP/9.9\r\n\r\n',
    'GET / HTTPS/1.1\r\n\r\n',
    'get / HTTP/1.1\r\nHost: x\r\n\r\n',
    'BREW /health HTTP/1.1\r\n\r\n',
  ],
  ...['GET /a b HTTP/1.1\r\nHost: x\r\n\r\n', 'GET \xff HTTP/1.1\r\nHost: x\r\n\r\n'],
  ...[
    'GET http:// HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET * HTTP/1.1\r\nHost: x\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
  ],
  ...[
    'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET // HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n',
  ],
  ...['GET /health HTTP/1.1\r\n\r\n', `${HEAD}Host: y\r\n\r\n`, `${HEAD}no colon\r\n\r\n`, `${HEAD}: empty\r\n\r\n`],
  ...[
    `${HEAD}a b: c\r\n\r\n`,
    `${HEAD}a: b\0c\r\n\r\n`,
    `${HEAD}a: b\rc\r\n\r\n`,
    `${HEAD} folded: x\r\n\r\n`,
    `${HEAD}é: x\r\n\r\n`,
  ],
  ...[
    `${HEAD}x: ${'x'.repeat(20_000)}\r\n\r\n`,
    `${HEAD}${'x: y\r\n'.repeat(4000)}\r\n`,
    `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
  ],
  ...[
    `${HEAD}Expect: foo\r\n\r\n`,
    `${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
    `${HEAD}Content-Length: -1\r\n\r\n`,
  ],
  ...[
    `${POST}Content-Length: 1e3\r\n\r\n`,
    `${POST}Content-Length: 99999999999999999999\r\n\r\n`,
    `${POST}Content-Length: 0x10\r\n\r\n`,
  ],
  ...[
    `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${POST}Transfer-Encoding: gzip\r\n\r\n`,
  ],
  ...[
    `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    `${POST}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n`,
  ],
] as const;

/** Bytes to send as they are, one character a byte. */
export function brokenHttp(chance: Chance): string {
  const whole = `GET /api/v1/payments/1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a.b.c\r\nConnection: close\r\n\r\n`;
  const changed = mutated(whole, chance);
  // Who says nothing gets no answer.
  return chance.below(2) === 0 || changed.trim() === '' ? chance.pick(BROKEN) : changed;
}

/** All that comes back until the server hangs up; nothing more is sent. */
export async function answersTo(port: number, bytes: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.end(Buffer.from(bytes, 'latin1'));
  return text(socket);
}
