import type { FastifyReply } from 'fastify';

/** Whether a client prefers HTML to JSON, as browsers do. */
export function prefersHtml(accept?: string): boolean {
  return prefers('text/html', accept);
}

export function prefersCsv(accept?: string): boolean {
  return prefers('text/csv', accept);
}

/** To JSON, which a client gets that accepts anything. */
function prefers(type: string, accept = ''): boolean {
  const weights = new Map(accept.toLowerCase().split(',').map(weightOf));
  return weightIn(weights, type) > weightIn(weights, 'application/json');
}

/** One of the header's media ranges, and how much it is wanted: 1 unless it says less. RFC 9110 §12.5.1 */
function weightOf(part: string): [range: string, weight: number] {
  const [range = '', ...parameters] = part.split(';').map((text) => text.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return [range, quality === undefined ? 1 : Number(quality) || 0];
}

/** The most specific range counts. */
function weightIn(weights: ReadonlyMap<string, number>, type: string): number {
  const [kind = ''] = type.split('/');
  return weights.get(type) ?? weights.get(`${kind}/*`) ?? weights.get('*/*') ?? 0;
}

/** Says that the answer depends on this header, beside what others have said. */
export function varyBy(reply: FastifyReply, header: string): void {
  const others = reply.getHeader('vary');
  reply.header('vary', others === undefined ? header : `${others}, ${header}`);
}
