/** How a number was typed: its beginning, or the last four digits by themselves. */
export type TypedNumber = { readonly beginning: string } | { readonly ending: string };

/**
 * Reads what somebody typed of a number that people read aloud (`DD-SZ-260606-0001`), in any case, with blanks or
 * without dashes, with its prefix or from the city on; undefined where it cannot be one.
 */
export function readTypedNumber(text: string, prefix = ''): TypedNumber | undefined {
  const typed = text.trim().toUpperCase().replaceAll(/\s+/g, '');
  if (/^\d{4}$/.test(typed)) return { ending: typed };
  const head = prefix === '' ? '' : `${prefix}-`;
  const named = typed.startsWith(head) ? typed.slice(head.length) : typed;
  const bare = /^([A-Z0-9]*?[A-Z])(\d{6})(\d{4,})$/.exec(
    prefix !== '' && named.startsWith(prefix) ? named.slice(prefix.length) : named,
  );
  if (bare !== null) return { beginning: `${head}${bare[1]}-${bare[2]}-${bare[3]}` };
  if (!/^[A-Z0-9_-]{2,40}$/.test(typed)) return undefined;
  // The beginning of the prefix, or from the prefix on; else what was typed begins with the city.
  return { beginning: head.startsWith(typed) || typed.startsWith(head) ? typed : `${head}${typed}` };
}
