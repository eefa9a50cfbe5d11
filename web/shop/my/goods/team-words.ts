import type { OwnTeams } from '#modules/commerce/contract';
import type { Tone } from './order-words.ts';

/** How a team stands, by the server's clock: its state may be a minute behind. */
export function standingOf(
  { state, left, mine, expiresAt }: Pick<OwnTeams['items'][number], 'state' | 'left' | 'mine' | 'expiresAt'>,
  now: number,
): { readonly words: string; readonly tone: Tone; readonly running: boolean } {
  if (state === 'filled') return { words: '已成团', tone: 'good', running: false };
  if (state === 'failed') return { words: mine === 'paid' ? '没成团，已退款' : '没成团', tone: 'over', running: false };
  const running = now < Date.parse(expiresAt);
  if (left === 0) return { words: '人齐了，等付款', tone: 'waiting', running };
  return { words: `还差${left}人成团`, tone: 'waiting', running };
}
