import { describe, expect, it } from 'vitest';
import type { OwnOrderDetail } from '#modules/commerce/contract';
import { headOf, inviteWords } from './result-words.ts';

type Facts = Parameters<typeof headOf>[0];
const facts = (over: Partial<Facts>): Facts => ({
  state: 'paid',
  channel: 'group_buy',
  teamId: null,
  parcels: [],
  due: null,
  ...over,
});
const parcel = (mode: string) => ({ mode }) as unknown as OwnOrderDetail['parcels'][number];

describe('what the page of a fresh order says', () => {
  it('never calls unpaid what is paid, nor paid what is not', () => {
    expect(headOf(facts({ state: 'placed', due: { stage: 'full', amountFen: 100 } })).title).toContain('待付款');
    expect(headOf(facts({ state: 'paid' })).title).toContain('付好了');
    expect(headOf(facts({ state: 'paid' })).title).toContain('接龙');
    expect(headOf(facts({ state: 'paid', teamId: 'team' as Facts['teamId'] })).title).toContain('已成团');
    expect(headOf(facts({ state: 'awaiting_group' }))).toMatchObject({ title: '付好了，待成团', tone: 'waiting' });
    expect(headOf(facts({ state: 'cancelled' })).words).toContain('原路退回');
  });

  it('says how goods at hand arrive', () => {
    expect(headOf(facts({ channel: 'instant', parcels: [parcel('delivery')] })).words).toContain('送到家');
    expect(headOf(facts({ channel: 'instant', parcels: [parcel('pickup')] })).words).toContain('提货码');
  });

  it('calls neighbours with the number that is missing and the address', () => {
    const words = inviteWords({ title: '车厘子', left: 2, communityName: '翠苑' }, 'https://shop/g/1?team=t');
    expect(words).toBe('【翠苑·拼团】车厘子\n我开好团了，还差2人成团，点开就能参加：\nhttps://shop/g/1?team=t');
  });
});
