import type { Me } from '../../shared/session.tsx';
import { read, write } from '../visitor.ts';

const KEY = 'tw.me';

/** Who was signed in on this phone last: their codes are shown while there is no network. */
export function keptMe(): Me | undefined {
  return parseMe(read(KEY));
}

export function parseMe(text: string | null): Me | undefined {
  if (text === null || text === '') return undefined;
  try {
    const me = JSON.parse(text) as Partial<Me> | null;
    return typeof me?.userId === 'string' && Array.isArray(me.permissions) ? (me as Me) : undefined;
  } catch {
    return undefined;
  }
}

export const keepMe = (me: Me): void => write(KEY, JSON.stringify(me));
export const forgetMe = (): void => write(KEY, '');
