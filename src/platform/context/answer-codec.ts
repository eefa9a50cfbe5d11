/**
 * Kept answers are JSON that remembers its dates: a Date is written as `{"$date": "<ISO>"}`, and an object that looks
 * like one already (it may come from outside) with one `$` more. Answers hold plain data and Dates only; anything else
 * would not survive the round trip and is refused where it is kept, not where it is read.
 */
export function encodeAnswer(answer: unknown): string | null {
  if (answer === undefined) return null;
  return JSON.stringify(answer, function (this: Record<string, unknown>, key: string, value: unknown) {
    // JSON.stringify has called toJSON by now; the holder still has the original.
    const original = this[key];
    if (original instanceof Date) return new DateMark(original.toISOString());
    if (original instanceof Map || original instanceof Set || typeof original === 'bigint') {
      throw new TypeError(`an answer holds a ${typeof original === 'bigint' ? 'bigint' : 'collection'} at "${key}"`);
    }
    const mark = value instanceof DateMark ? undefined : markOf(value);
    return mark === undefined ? value : { [`$${mark}`]: (value as Record<string, unknown>)[mark] };
  });
}

export function decodeAnswer(text: string | null): unknown {
  if (text === null) return undefined;
  return JSON.parse(text, (_key, value: unknown) => {
    const mark = markOf(value);
    if (mark === undefined) return value;
    const held = (value as Record<string, unknown>)[mark];
    return mark === '$date' ? new Date(String(held)) : { [mark.slice(1)]: held };
  });
}

/** Tells a date that the encoder wrote from an object of the answer that only looks like one. */
class DateMark {
  readonly $date: string;
  constructor(iso: string) {
    this.$date = iso;
  }
}

/** The one key of an object that has only one, and that made of `$`s before `date`. */
function markOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [key, ...rest] = Object.keys(value);
  return key !== undefined && rest.length === 0 && /^\$+date$/.test(key) ? key : undefined;
}
