/*
 * An act may speak of a photo that goes before it in the same outbox: its body says `sentFile(opId)`, and when its turn
 * comes that becomes the id under which the server keeps the photo.
 */
const MARK = 'file-of:';

export const sentFile = (opId: string): string => `${MARK}${opId}`;

const NEEDED = 'needed-file-of:';

/** The same for an act that must not be taken without it: where the server refused the photo, the id of its op stays. */
export const neededFile = (opId: string): string => `${NEEDED}${opId}`;

const opOf = (text: string): string | undefined =>
  [MARK, NEEDED].flatMap((mark) => (text.startsWith(mark) ? [text.slice(mark.length)] : []))[0];

/** The ops whose files a body speaks of. */
export function filesIn(body: unknown): readonly string[] {
  if (typeof body === 'string') return [opOf(body)].filter((opId) => opId !== undefined);
  if (typeof body !== 'object' || body === null) return [];
  return Object.values(body).flatMap(filesIn);
}

/** The body with the ids of the server; a file that it did not take is left out of its list. */
export function withSentFiles(body: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof body === 'string') {
    const opId = opOf(body);
    if (opId === undefined) return body;
    return ids.get(opId) ?? (body.startsWith(NEEDED) ? opId : undefined);
  }
  if (Array.isArray(body)) return body.map((each) => withSentFiles(each, ids)).filter((each) => each !== undefined);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, withSentFiles(value, ids)]));
}
