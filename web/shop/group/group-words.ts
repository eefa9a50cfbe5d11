import type { ShopGroupBuy, ShopTeam } from '#modules/commerce/contract';
import { dateTime } from '../../shared/format.ts';
import { dayWords } from '../parts/left-words.ts';
import { money } from '../parts/money.ts';

export type GroupItem = ShopGroupBuy['items'][number];

/** Whether it can be ordered now, by the server's clock: the state may be a minute behind. */
export function standingOf(
  { state, opensAt, cutOffAt }: Pick<ShopGroupBuy, 'state' | 'opensAt' | 'cutOffAt'>,
  now: number,
): 'early' | 'open' | 'over' | 'called off' {
  if (state === 'cancelled') return 'called off';
  if (state === 'closed' || state === 'closing' || now >= Date.parse(cutOffAt)) return 'over';
  return state === 'scheduled' || now < Date.parse(opensAt) ? 'early' : 'open';
}

/** Two people, and each time a team that does not wait for the cut-off. */
export const hasTeams = ({ kind, teamHours }: Pick<ShopGroupBuy, 'kind' | 'teamHours'>): boolean =>
  kind === 'min_size' && teamHours !== null;

/** The most that somebody may put in; undefined for no end. */
export function mostOf({ perPersonLimit, left }: Pick<GroupItem, 'perPersonLimit' | 'left'>): number | undefined {
  const most = Math.min(perPersonLimit ?? Infinity, left ?? Infinity);
  return Number.isFinite(most) ? most : undefined;
}

/** `还差2人成团`; `满员了` for a team without a place. */
export function missingWords({ left, held }: Pick<ShopTeam, 'left' | 'held'>): string {
  if (left > 0) return `还差${left}人成团`;
  return held > 0 ? '满员了，等付款' : '满员了';
}

/** What is left of the way to the whole community's target: `还差3人成团`, `已成团`. */
export function wholeWords({ teamSize, people }: Pick<ShopGroupBuy, 'teamSize' | 'people'>): string {
  if (teamSize === null) return '';
  return people >= teamSize ? '已成团' : `还差${teamSize - people}人成团`;
}

/** `再卖12份，全部降到¥9.90`. */
export function nextTierWords(
  next: { readonly missing: number; readonly priceFen: number },
  by: ShopGroupBuy['tierBy'],
  unit: string,
): string {
  return `再来${next.missing}${by === 'people' ? '位邻居' : unit || '份'}，每人都按${money(next.priceFen)}算`;
}

/** What came of it, for those who come late. */
export function overWords({ state, outcome }: Pick<ShopGroupBuy, 'state' | 'outcome'>): string {
  if (state === 'cancelled') return '这个团取消了，付过的钱都原路退回。';
  // Whether it is called off is settled with the money; until then it says only what is certain.
  if (state === 'closing') return '已截单，正在结算。';
  if (outcome === 'failed') return '没成团，付过的钱都原路退回。';
  if (outcome === 'partly') return '已截单。成团的照常配送，没成团的已原路退款。';
  return '已截单，正在备货。下次早点来接龙。';
}

const NAMED = 5;

/** The words for a chat: what, how much, until when, where to pick up, and the address. */
export function shareWords(it: ShopGroupBuy, url: string): string {
  const goods = it.items.filter((item) => item.notSoldWhy === null).slice(0, NAMED);
  const lines = goods.map(
    (item, at) => `${at + 1}. ${item.name} ${money(item.priceFen)}${item.unit === '' ? '' : `/${item.unit}`}`,
  );
  const more = it.items.length > goods.length ? [`……共${it.items.length}样`] : [];
  return [
    `【${it.communityName}·${it.kindName}】${it.title}`,
    ...(it.words === '' ? [] : [it.words]),
    ...lines,
    ...more,
    `${dateTime(it.cutOffAt, it.now)}截单，${dayWords(it.pickupOn, Date.parse(it.now))}到${it.pickupPoint?.name ?? '自提点'}提货`,
    url,
  ].join('\n');
}
