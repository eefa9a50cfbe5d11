/*
 * An act may speak of a photo that goes before it in the same outbox: its body says `sentFile(opId)`, and when its turn
 * comes that becomes the id under which the server keeps the photo.
 */
const MARK = 'file-of:';

export const sentFile = (opId: string): string => `${MARK}${opId}`;

/** The ops whose files a body speaks of. */
export function filesIn(body: unknown): readonly string[] {
  if (typeof body === 'string') return body.startsWith(MARK) ? [body.slice(MARK.length)] : [];
  if (typeof body !== 'object' || body === null) return [];
  return Object.values(body).flatMap(filesIn);
}

/** The body with the ids of the server; a file that it did not take is left out of its list. */
export function withSentFiles(body: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof body === 'string') return body.startsWith(MARK) ? ids.get(body.slice(MARK.length)) : body;
  if (Array.isArray(body)) return body.map((each) => withSentFiles(each, ids)).filter((each) => each !== undefined);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, withSentFiles(value, ids)]));
}
