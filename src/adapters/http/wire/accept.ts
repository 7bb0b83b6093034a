import type { FastifyReply } from 'fastify';

/** Whether a client prefers HTML to JSON, as browsers do. */
export function prefersHtml(accept?: string): boolean {
  return prefers('text/html', accept);
}

export function prefersCsv(accept?: string): boolean {
  return prefers('text/csv', accept);
}

/** To JSON, which a client gets that accepts anything: by weight, and of equal weights what it names more exactly. */
function prefers(type: string, accept = ''): boolean {
  const weights = new Map(accept.toLowerCase().split(',').map(weightOf));
  const [wanted, json] = [wishIn(weights, type), wishIn(weights, 'application/json')];
  return wanted.weight > json.weight || (wanted.weight === json.weight && wanted.exactness > json.exactness);
}

/** One of the header's media ranges, and how much it is wanted: 1 unless it says less. RFC 9110 §12.5.1 */
function weightOf(part: string): [range: string, weight: number] {
  const [range = '', ...parameters] = part.split(';').map((text) => text.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return [range, quality === undefined ? 1 : Number(quality) || 0];
}

/** The most exact range counts. What weighs nothing is not wanted, however exactly it is named. */
function wishIn(
  weights: ReadonlyMap<string, number>,
  type: string,
): { readonly weight: number; readonly exactness: number } {
  const [kind = ''] = type.split('/');
  const ranges = ['*/*', `${kind}/*`, type];
  const exactness = ranges.findLastIndex((range) => weights.has(range));
  const weight = weights.get(ranges[exactness] ?? '') ?? 0;
  return { weight, exactness: weight === 0 ? -1 : exactness };
}

/** Says that the answer depends on this header, beside what others have said. */
export function varyBy(reply: FastifyReply, header: string): void {
  const others = reply.getHeader('vary');
  reply.header('vary', others === undefined ? header : `${others}, ${header}`);
}
