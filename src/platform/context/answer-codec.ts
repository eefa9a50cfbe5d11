/**
 * Kept answers are JSON that remembers its dates: a Date is written as `{"$date": "<ISO>"}`. Answers hold plain data
 * and Dates only; anything else would not survive the round trip and is refused where it is kept, not where it is read.
 */
export function encodeAnswer(answer: unknown): string | null {
  if (answer === undefined) return null;
  return JSON.stringify(answer, function (this: Record<string, unknown>, key: string, value: unknown) {
    // JSON.stringify has called toJSON by now; the holder still has the original.
    const original = this[key];
    if (original instanceof Date) return { $date: original.toISOString() };
    if (original instanceof Map || original instanceof Set || typeof original === 'bigint') {
      throw new TypeError(`an answer holds a ${typeof original === 'bigint' ? 'bigint' : 'collection'} at "${key}"`);
    }
    return value;
  });
}

export function decodeAnswer(text: string | null): unknown {
  if (text === null) return undefined;
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && '$date' in value && Object.keys(value).length === 1) {
      return new Date(String(value.$date));
    }
    return value;
  });
}
