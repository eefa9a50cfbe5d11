import { fromCursor } from '#platform/http';

/** A place in a list that is ordered by time, newest first, then id. */
export interface TimePlace {
  readonly at: Date;
  readonly id: string;
}

/** Throws CursorUnreadable. */
export function timePlaceOf(cursor: string | undefined): TimePlace | undefined {
  const key = fromCursor(cursor, ['number', 'uuid']);
  return key && { at: new Date(Number(key[0])), id: String(key[1]) };
}
