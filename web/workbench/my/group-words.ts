import type { LeaderChoice, MyGroupBuy, MyGroupBuyItem } from '#modules/commerce/contract';
import { HOUR } from '#kernel/time';
import { dateTime, yuan } from '../../shared/format.ts';
import { span, type Due } from './due.ts';

type ChoiceItem = LeaderChoice['items'][number];

/** Of goods, always with its fen: `¥12.90`. */
export function price(amountFen: number): string {
  return yuan(amountFen).includes('.') ? yuan(amountFen) : `${yuan(amountFen)}.00`;
}

/** `11月23日` for a business day. */
export function dayName(day: string, today: string): string {
  const [year = '', month, date] = day.split('-');
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  const near = { [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' }[days];
  return near ?? `${today.startsWith(year) ? '' : `${year}年`}${Number(month)}月${Number(date)}日`;
}

/** `还差2人成团`, `已成团`; undefined where no number is asked for, or each team fills by itself. */
export function missingPeople(
  it: Pick<MyGroupBuyItem, 'kind' | 'teamSize' | 'teamHours' | 'people'>,
): string | undefined {
  if (it.kind !== 'min_size' || it.teamSize === null || it.teamHours !== null) return undefined;
  return it.people >= it.teamSize ? '已成团' : `还差${it.teamSize - it.people}人成团`;
}

/** How long until the cut-off, pressing in its last hour. */
export function cutOffDue(it: Pick<MyGroupBuyItem, 'state' | 'opensAt' | 'cutOffAt'>, now: number): Due | undefined {
  if (it.state === 'scheduled') {
    const left = Date.parse(it.opensAt) - now;
    return left <= 0 ? undefined : { degree: 'calm', text: `${span(left)}后开` };
  }
  if (it.state !== 'open') return undefined;
  const left = Date.parse(it.cutOffAt) - now;
  if (left <= 0) return { degree: 'soon', text: '正在截单' };
  return { degree: left <= HOUR ? 'soon' : 'calm', text: `截单还有${span(left)}` };
}

/** `23 单 · 21 人 · 56 份`. */
export const soldWords = ({ orders, people, units }: Pick<MyGroupBuyItem, 'orders' | 'people' | 'units'>): string =>
  orders === 0 ? '还没人下单' : `${orders} 单 · ${people} 人 · ${units} 份`;

/** What comes of its state, in a sentence beside it for its leader; undefined while it runs. */
export function resultWords(
  it: Pick<MyGroupBuyItem, 'state' | 'outcome' | 'orders' | 'units' | 'pickupOn'>,
  today: string,
): string | undefined {
  if (it.state === 'closing') return '正在结算，成没成团马上知道。';
  if (it.state === 'cancelled') return '付过的钱都原路退回。';
  if (it.state !== 'closed') return undefined;
  if (it.outcome === 'failed') {
    return it.orders === 0 ? '到截单没有人下单。' : '没成团已退款，付过的钱都原路退回，邻居会收到通知。';
  }
  const goods = `${it.orders} 单 ${it.units} 份，${dayName(it.pickupOn, today)}到自提点。`;
  return it.outcome === 'partly' ? `${goods}没成团的已退款。` : goods;
}

const NAMED = 8;

interface Shared {
  readonly it: Pick<
    MyGroupBuy,
    'title' | 'words' | 'communityName' | 'kindName' | 'cutOffAt' | 'pickupOn' | 'pickupPointName' | 'items'
  >;
  readonly url: string;
  readonly now: number;
  readonly today: string;
}

/** The words for the chat: what, how much, until when, where it is picked up, and the address. */
export function shareWords({ it, url, now, today }: Shared): string {
  const goods = it.items.slice(0, NAMED).map((item, at) => {
    const unit = item.unit === '' ? '' : `/${item.unit}`;
    return `${at + 1}. ${item.name} ${price(item.priceFen)}${unit}`;
  });
  const more = it.items.length > goods.length ? [`……共${it.items.length}样，点链接看全部`] : [];
  return [
    `【${it.communityName}·${it.kindName}】${it.title}`,
    ...(it.words === '' ? [] : [it.words]),
    ...goods,
    ...more,
    `${dateTime(it.cutOffAt, now)}截单，${dayName(it.pickupOn, today)}到${it.pickupPointName || '自提点'}提货`,
    url,
  ].join('\n');
}

/** How items come together: only those of one kind go into one group buy. */
export const kindKey = (item: Pick<ChoiceItem, 'kind' | 'teamSize' | 'teamHours' | 'tierBy'>): string =>
  [item.kind, item.teamSize, item.teamHours, item.tierBy].join('/');

/** `接龙`, `拼团 3人24小时内`, `阶梯价 按份数`. */
export function kindWords(item: Pick<ChoiceItem, 'kind' | 'teamSize' | 'teamHours' | 'tierBy'>): string {
  if (item.kind === 'open_list') return '接龙';
  if (item.kind === 'tiered') return `阶梯价 按${item.tierBy === 'people' ? '人数' : '份数'}`;
  return `拼团 ${item.teamSize ?? 2}人${item.teamHours === null ? '' : `${item.teamHours}小时内`}`;
}

/** What else of an item its buyers are held to: `每人限5份`. */
export function limitWords(item: Pick<ChoiceItem, 'unit' | 'perPersonLimit' | 'perCommunityLimit'>): string {
  const unit = item.unit || '份';
  return [
    item.perPersonLimit === null ? '' : `每人限${item.perPersonLimit}${unit}`,
    item.perCommunityLimit === null ? '' : `全小区限${item.perCommunityLimit}${unit}`,
  ]
    .filter((each) => each !== '')
    .join('，');
}

/** By how much a group buy can be kept open for longer; what would be the next day is left out. */
export function extensions(cutOffAt: string): readonly { readonly code: string; readonly name: string }[] {
  const at = Date.parse(cutOffAt);
  return [
    { ms: HOUR / 2, name: '延半小时' },
    { ms: HOUR, name: '延1小时' },
    { ms: 2 * HOUR, name: '延2小时' },
  ].map(({ ms, name }) => {
    const until = new Date(at + ms).toISOString();
    return { code: until, name: `${name}，到 ${dateTime(until, at).slice(-5)}` };
  });
}

export const CANCEL_CHOICES = [
  { code: 'supply', name: '没货了' },
  { code: 'quality', name: '货不好' },
  { code: 'wrong_terms', name: '内容写错了' },
  { code: 'weather', name: '天气原因' },
  { code: 'point_closed', name: '自提点不开' },
  { code: 'other', name: '其他原因' },
] as const;
export type GroupCancelReason = (typeof CANCEL_CHOICES)[number]['code'];
