import type { Random } from '#kernel/random';
import { pickWeighted } from '#kernel/random';
import { GOODS, shelfOf, type Good } from './goods.ts';

/** Something in a group buy, by the code of its SKU. */
export interface ListedGood {
  readonly code: string;
  readonly priceFen: number;
  /** Units that one person may take, and that one community gets; null for no limit. */
  readonly perPersonLimit: number | null;
  readonly quota: number | null;
}

/** Not everywhere, or dearer than what neighbours order by the way. */
const LEFT_OUT = new Set(['F023', 'F027', 'F028']);
/** Small things for the home that neighbours order together. */
const BY_THE_WAY = ['H005', 'H006', 'H010', 'H026'];
const FRESH_A_DAY = 9;
const OFF = 0.88;
const QUOTA = 60;
/** Of what everybody wants there is not much. */
const SCARCE: Readonly<Record<string, { readonly perPersonLimit: number; readonly quota: number }>> = {
  F017: { perPersonLimit: 2, quota: 24 },
  F022: { perPersonLimit: 2, quota: 12 },
};

const goodOf = new Map(GOODS.map((good) => [good.code, good]));

/** The price together: so much off, to ten fen. */
const together = (priceFen: number, off: number): number => Math.max(100, Math.floor((priceFen * off) / 10) * 10);

const listed = ({ code, priceFen }: Pick<Good, 'code' | 'priceFen'>): ListedGood => ({
  code,
  priceFen: together(priceFen, OFF),
  perPersonLimit: SCARCE[code]?.perPersonLimit ?? null,
  quota: SCARCE[code]?.quota ?? QUOTA,
});

/** What headquarters offers to all neighbours on a day of a month: fresh things of the season, a basket, one for the home. */
export function dailyList(random: Random, month: number): ListedGood[] {
  const shelf = shelfOf('fresh', month).filter(([good]) => !LEFT_OUT.has(good.code));
  const chosen = new Map<string, Good>();
  while (chosen.size < FRESH_A_DAY) {
    const good = pickWeighted(random, shelf);
    chosen.set(good.code, good);
  }
  const home = goodOf.get(BY_THE_WAY[Math.floor(random.next() * BY_THE_WAY.length)] ?? '');
  const basket = { code: 'B002', priceFen: 2_290 };
  return [...chosen.values(), basket, ...(home === undefined ? [] : [home])].map(listed);
}

/** What is cheaper for so many who order together. */
export const TEAM_OFFER = { size: 3, hours: 24, goods: ['F012', 'F024'], off: 0.78 } as const;

export const teamGoods = (): ListedGood[] =>
  TEAM_OFFER.goods.flatMap((code) => {
    const good = goodOf.get(code);
    if (good === undefined) return [];
    return [{ code, priceFen: together(good.priceFen, TEAM_OFFER.off), perPersonLimit: 1, quota: 40 }];
  });

/** What leaders may choose from for lists of their own. */
export const leaderGoods = (): ListedGood[] =>
  GOODS.filter(({ kind, code }) => kind === 'fresh' && !LEFT_OUT.has(code))
    .map(listed)
    .map((good) => ({ ...good, quota: null }));

/** The few units of each that somebody takes of a list: mostly two or three things. */
export function basketOf(
  random: Random,
  list: readonly ListedGood[],
): { readonly code: string; readonly quantity: number }[] {
  const wanted = pickWeighted(random, [
    [1, 3],
    [2, 4],
    [3, 3],
    [4, 1],
  ] as const);
  const left = [...list];
  const basket: { code: string; quantity: number }[] = [];
  while (basket.length < wanted && left.length > 0) {
    const [good] = left.splice(Math.floor(random.next() * left.length), 1);
    if (good === undefined) break;
    basket.push({ code: good.code, quantity: good.perPersonLimit === 1 || random.next() < 0.75 ? 1 : 2 });
  }
  return basket;
}
