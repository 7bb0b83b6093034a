import { describe, expect, test } from 'vitest';
import { createSubscribers } from '../../../src/adapters/subscribers/index.ts';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'hooks.example.com': ['93.184.216.34', '2606:2800:220:1::1'],
  'inside.example.com': ['10.0.0.7'],
  'half.example.com': ['93.184.216.34', '127.0.0.1'],
  'here.example.com': ['127.0.0.1'],
};

async function resolve(name: string): Promise<readonly string[]> {
  const addresses = NAMES[name];
  if (addresses === undefined) throw new Error(`${name} does not resolve`);
  return addresses;
}

const inProduction = createSubscribers({ production: true, version: '1', resolve });
const elsewhere = createSubscribers({ production: false, version: '1', resolve });

const PRIVATE = 'must not lead to a private, local or reserved address';

describe('in production', () => {
  test.each([
    'https://hooks.example.com/events?a=1',
    'https://hooks.example.com:8443',
    'https://93.184.216.34/x',
    'https://[2606:2800:220:1::1]/x',
    'https://a-name-that-does-not-resolve.example',
  ])('in production %s may be saved', async (url) => {
    expect(await inProduction.faultOf(url)).toBeNull();
  });

  test.each([
    ...[
      '127.0.0.1',
      '0x7f.1',
      '2130706433',
      '0177.0.0.1',
      '127.1',
      '0',
      '0.0.0.0',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...['192.168.0.1', '100.64.0.1', '100.100.100.200', '169.254.169.254', '169.254.170.2', '192.0.0.192', '192.0.2.1'],
    ...['198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
    ...['192.88.99.1', '１２７.０.０.１'],
    ...[
      '[::]',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[::ffff:0:10.0.0.1]',
      '[::ffff:a00:1]',
    ],
    ...[
      '[64:ff9b::127.0.0.1]',
      '[64:ff9b:1::a00:1]',
      '[2002:7f00:1::]',
      '[2001::1]',
      '[100::1]',
      '[fc00::1]',
      '[fd00:ec2::254]',
    ],
    ...['[fe80::1]', '[fec0::1]', '[ff02::1]', '[2001:db8::1]', '[3fff::1]', '[5f00::1]', '[4000::1]'],
    ...['inside.example.com', 'half.example.com', 'here.example.com', 'localhost', 'x.localhost'],
  ])('in production https://%s/ is refused', async (host) => {
    const names = host.endsWith('localhost') ? createSubscribers({ production: true, version: '1' }) : inProduction;

    expect(await names.faultOf(`https://${host}/`)).toBe(PRIVATE);
  });

  test.each([
    ['http://hooks.example.com/', 'must begin with https://'],
    ['http://127.0.0.1/', PRIVATE],
    ['http://a-name-that-does-not-resolve.example/', 'must begin with https://'],
    ['ftp://hooks.example.com/', 'must begin with https://'],
    ['file:///etc/passwd', 'must begin with https://'],
    ['https://user@hooks.example.com/', 'must have no user name and no password'],
    ['https://:word@hooks.example.com/', 'must have no user name and no password'],
    ['https://@hooks.example.com/', 'must have no user name and no password'],
    ['https://hooks.example.com/#part', 'must have no fragment, which would not be sent'],
    ['https://hooks.example.com:0/', 'must have a port from 1 to 65535'],
    ['https://hooks.example.com:65536/', 'must be a URL'],
    ['https:hooks.example.com', 'must be a URL'],
    ['https:/hooks.example.com', 'must be a URL'],
    ['https:///hooks.example.com', 'must be a URL'],
    ['https://hooks.example.com\\x', 'must be a URL'],
    ['https://%68ooks.example.com/', 'must be a URL'],
    ['https://hooks..example.com/', 'must be a URL'],
    ['https://-hooks.example.com/', 'must be a URL'],
    ['https://a,b.example.com/', 'must be a URL'],
    [`https://${'a'.repeat(64)}.example.com/`, 'must be a URL'],
    [`https://${'a.'.repeat(130)}example.com/`, 'must be a URL'],
    ['hooks.example.com', 'must be a URL'],
    ['', 'must be a URL'],
    ['https://', 'must be a URL'],
    ['https://hooks.exa\tmple.com/', 'must be a URL'],
    [' https://hooks.example.com/', 'must be a URL'],
    ['https://1.2.3.4.5.999999/', 'must be a URL'],
    ['https://[fe80::1%25eth0]/', 'must be a URL'],
    [`https://hooks.example.com/${'x'.repeat(2_000)}`, 'must have at most 2000 characters'],
  ])('in production %j is refused: it %s', async (url, fault) => {
    expect(await inProduction.faultOf(url)).toBe(fault);
  });
});

describe('outside production', () => {
  test.each([
    ...[
      'http://127.0.0.1:8080/',
      'https://127.0.0.1:8080/',
      'http://[::1]/',
      'http://0x7f.1/',
      'http://[::ffff:127.0.0.1]/',
    ],
    ...['http://here.example.com/', 'https://hooks.example.com/'],
  ])('outside production %s may be saved', async (url) => {
    expect(await elsewhere.faultOf(url)).toBeNull();
  });

  test.each([
    ['http://hooks.example.com/', 'must begin with https://'],
    ['http://93.184.216.34/', 'must begin with https://'],
    ['http://half.example.com/', 'must begin with https://'],
    ['http://10.0.0.7/', PRIVATE],
    ['https://inside.example.com/', PRIVATE],
    ['https://169.254.169.254/', PRIVATE],
    ['https://0.0.0.0/', PRIVATE],
  ])('outside production %s is refused: it %s', async (url, fault) => {
    expect(await elsewhere.faultOf(url)).toBe(fault);
  });
});
