import type { OwnParcel } from '#modules/commerce/contract';
import { DAY } from '#kernel/time';
import { read, write } from '../visitor.ts';

/** What was seen last, for a point without a network. */
export interface KeptCodes {
  readonly userId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly items: readonly OwnParcel[];
}

const KEY = 'tw.codes';
/** Goods do not lie at a point for longer. */
const KEPT_MS = 7 * DAY;

/** What this phone kept for somebody; nothing of it for anybody else. */
export function parseCodes(text: string | null, userId: string, now: number): KeptCodes | undefined {
  if (text === null || text === '') return undefined;
  try {
    const kept = JSON.parse(text) as Partial<KeptCodes>;
    const sound = kept.userId === userId && typeof kept.at === 'number' && Array.isArray(kept.items);
    return sound && now - (kept.at ?? 0) < KEPT_MS ? (kept as KeptCodes) : undefined;
  } catch {
    return undefined;
  }
}

export const keptCodes = (userId: string): KeptCodes | undefined => parseCodes(read(KEY), userId, Date.now());

export const keepCodes = (userId: string, items: readonly OwnParcel[]): void =>
  write(KEY, JSON.stringify({ userId, at: Date.now(), items } satisfies KeptCodes));

/** Whoever signs out leaves no code behind. */
export const forgetCodes = (): void => write(KEY, '');
