import type { OwnOrderDetail } from '#modules/commerce/contract';

/** What the page of a fresh order says first. */
export function headOf({
  state,
  channel,
  teamId,
  parcels,
  due,
}: Pick<OwnOrderDetail, 'state' | 'channel' | 'teamId' | 'parcels' | 'due'>): {
  readonly title: string;
  readonly words: string;
  readonly tone: 'waiting' | 'good' | 'over';
} {
  if (state === 'cancelled')
    return { title: '订单已取消', words: '付过的钱会原路退回，几分钟到几天到账。', tone: 'over' };
  if (state === 'placed' && due !== null) {
    return { title: '下单成功，待付款', words: '东西先给你留着，到时间没付款会放给别的邻居。', tone: 'waiting' };
  }
  if (state === 'awaiting_group')
    return { title: '付好了，待成团', words: '叫上邻居，凑齐就成团；没成团全额原路退回。', tone: 'waiting' };
  if (channel === 'group_buy') {
    const title = teamId === null ? '付好了，接龙成功' : '付好了，已成团';
    return { title, words: '到货会发消息和提货码，凭码取货。', tone: 'good' };
  }
  const delivered = parcels.some((parcel) => parcel.mode === 'delivery');
  return { title: '付好了', words: delivered ? '正在备货，马上送到家。' : '正在备货，好了会发提货码。', tone: 'good' };
}

/** The words of a team's link for a chat. */
export const inviteWords = (facts: { title: string; left: number; communityName: string }, url: string): string =>
  [`【${facts.communityName}·拼团】${facts.title}`, `我开好团了，还差${facts.left}人成团，点开就能参加：`, url].join(
    '\n',
  );
