import { DAY, HOUR, MINUTE } from '#kernel/time';

/** How much time is left, as a word and a degree; colour only repeats what the word says. */
export interface Due {
  readonly degree: 'late' | 'soon' | 'calm';
  readonly text: string;
}

/** From here on a thing is told to be pressing. */
const SOON_MS = HOUR;

/** `超时 2小时`, `快到点 还剩 25分钟`, `还剩 3小时20分钟`, `还剩 2天`; undefined where nothing is due. */
export function dueWords(dueAt: string | null, now: number): Due | undefined {
  const at = dueAt === null ? Number.NaN : new Date(dueAt).getTime();
  if (Number.isNaN(at)) return undefined;
  const left = at - now;
  if (left <= 0) return { degree: 'late', text: `超时 ${span(-left)}` };
  if (left <= SOON_MS) return { degree: 'soon', text: `快到点 还剩 ${span(left)}` };
  return { degree: 'calm', text: `还剩 ${span(left)}` };
}

/** A length of time in at most two units: `2天3小时`, `3小时20分钟`, `25分钟`; never less than a minute. */
export function span(ms: number): string {
  if (ms >= DAY) return two(Math.floor(ms / DAY), '天', Math.floor((ms % DAY) / HOUR), '小时');
  if (ms >= HOUR) return two(Math.floor(ms / HOUR), '小时', Math.floor((ms % HOUR) / MINUTE), '分钟');
  return `${Math.max(1, Math.floor(ms / MINUTE))}分钟`;
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}
