/** The languages of pages that people read who run no service: owners of gyms. */
export const LANGUAGES = ['en', 'es', 'pt', 'ja'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The one of ours that a browser wants most, by `accept-language` (RFC 9110 §12.5.4); English where it wants none. */
export function languageOf(accepted = ''): Language {
  const wanted = accepted
    .toLowerCase()
    .split(',')
    .map(rangeOf)
    .filter(({ weight }) => weight > 0);
  const byWeight = wanted.toSorted((one, other) => other.weight - one.weight);
  return byWeight.flatMap(({ tag }) => LANGUAGES.filter((language) => language === tag))[0] ?? 'en';
}

/** `pt-BR;q=0.8` asks for Portuguese. */
function rangeOf(part: string): { readonly tag: string; readonly weight: number } {
  const [range = '', ...parameters] = part.split(';').map((text) => text.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { tag: range.split('-', 1)[0] ?? '', weight: quality === undefined ? 1 : Number(quality) || 0 };
}
