import { isIP } from 'node:net';

// How much of the Internet a list of addresses and CIDR blocks covers, taken together.

type Range = { readonly first: bigint; readonly last: bigint };

const V4: Range = { first: 0n, last: 2n ** 32n - 1n };
/** All global unicast addresses of IPv6 are in 2000::/3 (https://www.iana.org/assignments/ipv6-address-space, 2026-11-28). */
const V6_GLOBAL: Range = { first: 2n ** 125n, last: 2n ** 126n - 1n };
/** `::ffff:192.0.2.1` is 192.0.2.1 where addresses are compared. */
const V4_IN_V6 = 0xffffn << 32n;

/** No proxies are half of the Internet: a list that covers so much trusts every caller. */
export function coversHalfOfTheInternet(blocks: readonly string[]): boolean {
  const ranges = blocks.map(rangeOf);
  const v4 = ranges.flatMap(({ version, range }) => (version === 4 ? [range] : [shifted(range, -V4_IN_V6)]));
  const v6 = ranges.flatMap(({ version, range }) => (version === 6 ? [range] : []));
  return coversHalf(v4, V4) || coversHalf(v6, V6_GLOBAL);
}

function coversHalf(ranges: readonly Range[], space: Range): boolean {
  return 2n * covered(ranges, space) >= space.last - space.first + 1n;
}

/** How many addresses of the space are in at least one of the ranges. */
function covered(ranges: readonly Range[], space: Range): bigint {
  const sorted = ranges.toSorted((one, other) => (one.first < other.first ? -1 : 1));
  let count = 0n;
  let next = space.first;
  for (const { first, last } of sorted) {
    const from = first > next ? first : next;
    const to = last < space.last ? last : space.last;
    if (from > to) continue;
    count += to - from + 1n;
    next = to + 1n;
  }
  return count;
}

function shifted({ first, last }: Range, by: bigint): Range {
  return { first: first + by, last: last + by };
}

/** The addresses of a block; bits behind its prefix don't count. */
function rangeOf(block: string): { readonly version: 4 | 6; readonly range: Range } {
  const [address = '', prefix] = block.split('/');
  const version = isIP(address) === 6 ? 6 : 4;
  const bits = version === 6 ? 128 : 32;
  const size = 2n ** BigInt(bits - (prefix === undefined ? bits : Number(prefix)));
  const number = version === 6 ? numberOfV6(address) : numberOfV4(address);
  const first = number - (number % size);
  return { version, range: { first, last: first + size - 1n } };
}

function numberOfV4(address: string): bigint {
  return address.split('.').reduce((number, part) => (number << 8n) + BigInt(part), 0n);
}

/** The URL parser writes each address in one way, with hexadecimal groups alone. */
function numberOfV6(address: string): bigint {
  const [unzoned = ''] = address.split('%');
  const [head = '', tail] = new URL(`http://[${unzoned}]`).hostname.slice(1, -1).split('::');
  const [front, back] = [groupsOf(head), groupsOf(tail ?? '')];
  const between = Array<string>(8 - front.length - back.length).fill('0');
  return [...front, ...between, ...back].reduce((number, group) => (number << 16n) + BigInt(`0x${group}`), 0n);
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}
