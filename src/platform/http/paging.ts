import { Refusal } from '#kernel/errors';

/** The cursor is not one that a list gave out. */
export class CursorUnreadable extends Refusal {
  constructor() {
    super('cursor-unreadable', 'invalid');
  }
}

/** Cursors are opaque to clients, so that a list may be sorted by something else one day. */
export function toCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

/** The key of a cursor, checked part by part (`string` or `number`); undefined without one. @throws CursorUnreadable */
export function fromCursor(
  cursor: string | undefined,
  parts: readonly ('string' | 'number' | 'uuid')[],
): (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  const key = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Array.isArray(key) || key.length !== parts.length || !key.every((part, at) => isOf(parts[at], part))) {
    throw new CursorUnreadable();
  }
  return key as (string | number)[];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isOf(kind: 'string' | 'number' | 'uuid' | undefined, part: unknown): boolean {
  return kind === 'uuid' ? typeof part === 'string' && UUID.test(part) : typeof part === kind;
}

/** The id of a cursor over ids. @throws CursorUnreadable */
export function idFromCursor(cursor: string | undefined): string | undefined {
  return fromCursor(cursor, ['uuid'])?.[0] as string | undefined;
}

/** A place in a list that is ordered by time, then id. */
export interface TimePlace {
  readonly at: Date;
  readonly id: string;
}

/** The place that a cursor of such a list names; undefined without one. @throws CursorUnreadable */
export function timePlaceOf(cursor: string | undefined): TimePlace | undefined {
  const key = fromCursor(cursor, ['number', 'uuid']);
  return key && { at: new Date(Number(key[0])), id: String(key[1]) };
}

/** A page of what was read with one row more than asked for: the row too many says that there is a next page. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => readonly (string | number)[],
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? toCursor(keyOf(last)) : null };
}
