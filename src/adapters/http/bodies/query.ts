type QuerySchema = { readonly properties?: Readonly<Record<string, { readonly type?: unknown }>> };

const INTEGER = /^(?:0|[1-9][0-9]{0,15})$/;

/**
 * Reads query parameters that a schema declares as integers: in a URL everything is a text. Whatever is not written as
 * an integer stays a text, so that the check refuses it.
 */
export function queryReader({ properties = {} }: QuerySchema): (query: unknown) => unknown {
  const names = Object.keys(properties).filter((name) => properties[name]?.type === 'integer');
  if (names.length === 0) return (query) => query;
  return (query) => {
    const given = query as Readonly<Record<string, unknown>>;
    const numbers = names.flatMap((name) => {
      const value = given[name];
      return typeof value === 'string' && INTEGER.test(value) ? [[name, Number(value)] as const] : [];
    });
    return { ...given, ...Object.fromEntries(numbers) };
  };
}
