import { Refusal } from '#kernel/errors';
import { isUuid } from '#kernel/ids';

/** A place in a list that is ordered by time, newest first, then id: `<ms>.<uuid>`. */
export function timeCursor(at: Date, id: string): string {
  return `${at.getTime()}.${id}`;
}

export class BadCursor extends Refusal {
  constructor() {
    super('bad-cursor', 'invalid');
  }
}

export function readTimeCursor(cursor: string | undefined): { at: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [ms = '', id = ''] = cursor.split('.');
  if (!/^\d{1,15}$/.test(ms) || !isUuid(id)) throw new BadCursor();
  return { at: new Date(Number(ms)), id };
}
