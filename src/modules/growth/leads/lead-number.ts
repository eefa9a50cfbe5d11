import { businessDay } from '#kernel/time';

/** `SZ-260606-0001`: city, business day, and which of the day in the city. Short enough to be read aloud. */
export function leadNumber(cityCode: string, at: Date, ordinal: number): string {
  return `${cityCode.toUpperCase()}-${businessDay(at).slice(2).replaceAll('-', '')}-${String(ordinal).padStart(4, '0')}`;
}

/** How a number was typed: its beginning, or the last four digits by themselves. */
export type TypedNumber = { readonly beginning: string } | { readonly ending: string };

/**
 * Reads what somebody typed of a lead number, in any case, with blanks or without dashes; undefined where it cannot be
 * one.
 */
export function readTypedNumber(text: string): TypedNumber | undefined {
  const typed = text.trim().toUpperCase().replaceAll(/\s+/g, '');
  if (/^\d{4}$/.test(typed)) return { ending: typed };
  const bare = /^([A-Z0-9]*?[A-Z])(\d{6})(\d{4,})$/.exec(typed);
  if (bare !== null) return { beginning: `${bare[1]}-${bare[2]}-${bare[3]}` };
  return /^[A-Z0-9_-]{2,40}$/.test(typed) ? { beginning: typed } : undefined;
}
