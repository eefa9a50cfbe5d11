import { describe, expect, it } from 'vitest';
import type { LeaderChoice, MyGroupBuy, MyGroupBuyItem } from '#modules/commerce/contract';
import { bodyOf, chosenOf, likeLast, toggled, type ChoiceItem } from './group-draft.ts';
import {
  cutOffDue,
  dayName,
  extensions,
  limitWords,
  missingPeople,
  price,
  resultWords,
  shareWords,
} from './group-words.ts';
import { clockLeft, serverTime } from './server-time.ts';

const NOON = Date.parse('2026-06-06T04:00:00Z');
const base = {
  title: '周六接龙',
  words: '早上刚到',
  communityName: '翠苑二区',
  kind: 'open_list',
  kindName: '接龙',
  state: 'open',
  outcome: null,
  teamSize: null,
  teamHours: null,
  opensAt: '2026-06-06T00:00:00Z',
  cutOffAt: '2026-06-06T12:00:00Z',
  pickupOn: '2026-06-07',
  pickupPointName: '东门便利店',
  orders: 3,
  people: 3,
  units: 7,
} as unknown as MyGroupBuyItem;

describe('words of group buys', () => {
  it('count what is missing only where one number closes the team', () => {
    const team = { ...base, kind: 'min_size', teamSize: 5 } as MyGroupBuyItem;
    expect(missingPeople(team)).toBe('还差2人成团');
    expect(missingPeople({ ...team, people: 6 })).toBe('已成团');
    expect(missingPeople({ ...team, teamHours: 24 })).toBeUndefined();
    expect(missingPeople(base)).toBeUndefined();
  });

  it('press in the last hour', () => {
    expect(cutOffDue(base, NOON)).toEqual({ degree: 'calm', text: '截单还有8小时' });
    expect(cutOffDue(base, Date.parse('2026-06-06T11:20:00Z'))).toEqual({ degree: 'soon', text: '截单还有40分钟' });
    expect(cutOffDue(base, Date.parse(base.cutOffAt))).toEqual({ degree: 'soon', text: '正在截单' });
    expect(cutOffDue({ ...base, state: 'closed' }, NOON)).toBeUndefined();
  });

  it('tell what came of it', () => {
    const closed = { ...base, state: 'closed' } as MyGroupBuyItem;
    expect(resultWords({ ...closed, outcome: 'succeeded' }, '2026-06-06')).toBe('3 单 7 份，明天到自提点。');
    expect(resultWords({ ...closed, outcome: 'failed' }, '2026-06-06')).toContain('原路退回');
    expect(resultWords({ ...closed, outcome: 'failed', orders: 0 }, '2026-06-06')).toContain('没有人下单');
    expect(resultWords(base, '2026-06-06')).toBeUndefined();
  });

  it('say in the chat what, how much, until when, where', () => {
    const items = [{ name: '阳光玫瑰', unit: '盒', priceFen: 1290 }] as MyGroupBuy['items'];
    const text = shareWords({ it: { ...base, items }, url: 'https://a.example/g/1', now: NOON, today: '2026-06-06' });
    expect(text.split('\n')).toEqual([
      '【翠苑二区·接龙】周六接龙',
      '早上刚到',
      '1. 阳光玫瑰 ¥12.90/盒',
      '6月6日 20:00截单，明天到东门便利店提货',
      'https://a.example/g/1',
    ]);
  });

  it('name days and prices as people do', () => {
    expect(['2026-06-05', '2026-06-08', '2026-07-01', '2027-01-02'].map((day) => dayName(day, '2026-06-06'))).toEqual([
      '昨天',
      '后天',
      '7月1日',
      '2027年1月2日',
    ]);
    expect([price(1200), price(1290)]).toEqual(['¥12.00', '¥12.90']);
    expect(limitWords({ unit: '', perPersonLimit: 5, perCommunityLimit: 100 })).toBe('每人限5份，全小区限100份');
    expect(extensions(base.cutOffAt).map((each) => each.name)).toEqual([
      '延半小时，到 20:30',
      '延1小时，到 21:00',
      '延2小时，到 22:00',
    ]);
  });
});

describe('the clock', () => {
  it('is the server’s, however wrong the phone is', () => {
    const told = { now: '2026-06-06T04:00:00Z', heardAt: NOON + 600_000 };
    expect(serverTime(told, NOON + 605_000)).toBe(NOON + 5_000);
    expect(serverTime(undefined, NOON)).toBe(NOON);
  });

  it('counts down to the second', () => {
    expect(clockLeft(base.cutOffAt, NOON)).toBe('08:00:00');
    expect(clockLeft(base.cutOffAt, Date.parse('2026-06-06T11:59:01Z'))).toBe('00:59');
    expect(clockLeft(base.cutOffAt, Date.parse('2026-06-04T11:00:00Z'))).toBe('2天01:00:00');
    expect(clockLeft(base.cutOffAt, Date.parse(base.cutOffAt) + 1)).toBe('00:00');
  });
});

describe('a group buy that is being put together', () => {
  const item = (skuId: string, kind: ChoiceItem['kind'] = 'open_list'): ChoiceItem =>
    ({ skuId, name: skuId, kind, teamSize: null, teamHours: null, tierBy: null }) as unknown as ChoiceItem;
  const items: LeaderChoice['items'] = [item('a'), item('b'), item('t', 'tiered')];

  it('takes items in and out, of one kind', () => {
    const both = toggled(toggled({}, items, items[1]!), items, items[0]!);
    expect(chosenOf(both, items).map((each) => each.skuId)).toEqual(['a', 'b']);
    expect(toggled(both, items, items[0]!).skuIds).toEqual(['b']);
    expect(toggled(both, items, items[2]!).skuIds).toEqual(['t']);
  });

  it('takes over what the last one was as far as it is offered', () => {
    const last = {
      title: '昨天的',
      words: '甜',
      items: [
        { skuId: 'b', name: 'b' },
        { skuId: 'x', name: '草莓' },
      ],
    } as unknown as MyGroupBuy;
    expect(likeLast({ communityId: 'c' }, items, last)).toEqual({
      draft: { communityId: 'c', title: '昨天的', words: '甜', skuIds: ['b'] },
      leftOut: ['草莓'],
    });
  });

  it('is asked for only when it is whole', () => {
    const at = { communityId: 'c', title: ' 周六接龙 ', items };
    expect(bodyOf({}, at)).toBeUndefined();
    expect(bodyOf({ skuIds: ['a'] }, { ...at, title: '团' })).toBeUndefined();
    expect(bodyOf({ skuIds: ['a', 'gone'], words: ' 甜 ' }, at)).toEqual({
      communityId: 'c',
      title: '周六接龙',
      words: '甜',
      skuIds: ['a'],
    });
  });
});
