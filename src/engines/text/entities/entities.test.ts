import { describe, expect, it } from 'vitest';
import { normaliseText } from '../normalise.ts';
import { compileNames, entitiesIn, numberOf, spokenNames } from './entities.ts';

const directory = compileNames([
  { kind: 'item', id: 'fuji', names: ['红富士苹果 5斤装'] },
  { kind: 'item', id: 'apple', names: ['苹果'] },
  { kind: 'item', id: 'potato', names: ['黄心土豆（2.5kg）', '土豆'] },
  { kind: 'store', id: 's1', names: ['青枫里店'] },
  { kind: 'community', id: 'c1', names: ['青枫里'] },
]);
const of = (text: string) => entitiesIn(normaliseText(text), directory);

describe('what a text names', () => {
  it('is known by any of its names, without what packs it; the longest counts', () => {
    const ids = (text: string): string[] => of(text).named.map(({ id }) => id);
    expect(ids('红富士苹果烂了两个，土豆还行')).toEqual(['fuji', 'potato']);
    expect(ids('这苹果不脆')).toEqual(['apple']);
    expect(ids('青枫里店的人态度真好')).toEqual(['s1']);
    expect(ids('我们青枫里要土豆，土豆！')).toEqual(['c1', 'potato']);
    expect(ids('今天天气不错')).toEqual([]);
  });

  it('is known by the last word of its name where no other bears it', () => {
    const names = [
      '红富士苹果 1.5千克',
      '五常大米 5千克',
      '一周蔬菜组合',
      '土鸡蛋 20枚',
      '乌鸡蛋 10枚',
      '鲜牛奶 950毫升',
    ];
    expect(spokenNames(names)).toEqual([['苹果'], ['大米'], [], ['土鸡蛋'], [], ['鲜牛奶', '牛奶']]);
  });

  it.each([
    ['住3栋2单元501，昨晚8点多开始漏', ['3栋2单元501'], ['昨晚8点多']],
    ['12号楼电梯坏了', ['12号楼'], []],
    ['周六下午两点半来量房', [], ['周六下午两点半']],
  ])('has the buildings and times of %s', (text, buildings, times) => {
    expect(of(text)).toMatchObject({ buildings, times });
  });

  it.each([
    [
      '买了三斤少了半斤，退我4块5',
      [
        [3, '斤'],
        [0.5, '斤'],
        [450, 'fen'],
      ],
    ],
    [
      '¥12.80 一盒，两盒坏的',
      [
        [1280, 'fen'],
        [1, '盒'],
        [2, '盒'],
      ],
    ],
    ['二十五块钱', [[2500, 'fen']]],
  ])('has the amounts of %s', (text, expected) => {
    expect(of(text).amounts.map(({ value, unit }) => [value, unit])).toEqual(expected);
  });

  it('reads numbers as they are spoken', () => {
    expect(['十', '十二', '二十', '三十五', '两', '半', '一百二十', '7'].map(numberOf)).toEqual([
      10, 12, 20, 35, 2, 0.5, 120, 7,
    ]);
  });
});
