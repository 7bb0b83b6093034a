/** Whether a client prefers HTML to JSON, as browsers do. A client that accepts anything gets JSON. */
export function prefersHtml(accept = ''): boolean {
  const weights = new Map(accept.toLowerCase().split(',').map(weightOf));
  return weightIn(weights, 'text/html') > weightIn(weights, 'application/json');
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
