import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_RESULT, somePackage, somePicture, standing } from './fixtures.ts';
import { reasonsFor, scorePackages } from './score.ts';

const leaking = { topic: 'leak', name: '漏水', mentions: 42, negative: 0, positive: 0, timesCity: 3.2 };
const leak = somePackage({ name: '漏水检测', topics: ['leak'], minAgeYears: 15 });
const storage = somePackage({ name: '收纳', topics: ['storage'] });

describe('scorePackages', () => {
  it('puts the package that answers what people talk about first, and says so with figures', () => {
    const [first] = scorePackages(somePicture({ topics: [leaking] }), [standing(storage), standing(leak)]);
    expect(first).toMatchObject({ packageId: leak.id, rank: 1, excluded: null });
    expect(reasonsFor(first!, '老房漏水')).toEqual([
      '近30天有42条漏水讨论，是同城中位数的3.2倍',
      '楼龄21年，适合15年以上的房子',
      '符合人群「老房漏水」',
    ]);
  });

  it('excludes what fits nothing, what is open, and what was rejected lately', () => {
    const picture = somePicture({ topics: [leaking] });
    const excluded = (changes: Parameters<typeof standing>[1], it = leak) =>
      scorePackages(picture, [standing(it, changes)])[0]?.excluded;
    expect(excluded({}, storage)).toBe('和这个小区的情况对不上');
    expect(excluded({ isOpen: true })).toBe('这个小区已有同一套餐的方案在进行');
    expect(excluded({ rejections: [{ daysAgo: 13, reason: '太贵' }] })).toBe('13天前被驳回（太贵），14天内不再提');
    expect(excluded({ rejections: [{ daysAgo: 14, reason: '太贵' }] })).toBeNull();
  });

  it('takes a signature for the audience as reason enough, but issues nothing twice', () => {
    const picture = somePicture({ topics: [leaking] });
    const excluded = (changes: Parameters<typeof standing>[1]) =>
      scorePackages(picture, [standing(storage, changes)])[0]?.excluded;
    expect(excluded({ isSigned: true })).toBeNull();
    expect(excluded({ isSigned: true, isOpen: true })).toBe('这个小区已有同一套餐的方案在进行');
  });

  it('keeps a building that is too young away from a package for old ones', () => {
    const young = somePicture({
      ageYears: 5,
      topics: [{ ...leaking, mentions: 3, negative: 0, positive: 0, timesCity: 1 }],
    });
    const [first] = scorePackages(young, [standing(leak)]);
    expect(first?.excluded).toBe('和这个小区的情况对不上');
  });

  it('offers no more of what people complain of until it is settled, unless just that was signed', () => {
    const eggs = somePackage({ name: '鲜蛋', scene: 'fresh', topics: ['freshness'] });
    const heard = {
      topic: 'freshness',
      name: '新鲜度',
      scenes: ['fresh'] as const,
      people: 5,
      since: new Date(),
      isGrave: false,
    };
    const of = (state: 'open' | 'settled', more: { isGrave?: boolean; isSigned?: boolean } = {}) =>
      scorePackages(
        somePicture({ topics: [leaking], grievances: [{ ...heard, state, isGrave: more.isGrave === true }] }),
        [standing(eggs, { isSigned: more.isSigned === true }), standing(leak)],
      );
    const [first, second] = of('open');
    expect(first).toMatchObject({ packageId: leak.id, excluded: null });
    expect(second?.excluded).toBe('这里有5人在抱怨「新鲜度」，处理完之前先不推');
    const excluded = (more: { isGrave?: boolean; isSigned?: boolean }) =>
      of('open', more).find(({ packageId }) => packageId === eggs.id)?.excluded;
    expect(excluded({ isSigned: true })).toBeNull();
    expect(excluded({ isSigned: true, isGrave: true })).toContain('处理完之前先不推');
    const settled = of('settled', { isSigned: true }).find(({ packageId }) => packageId === eggs.id)!;
    expect(settled.excluded).toBeNull();
    expect(reasonsFor(settled, null)).toContain('「新鲜度」的抱怨刚处理完，话术里先给大家一个交代');
  });

  it('takes praise for no need, and says how many complain', () => {
    const points = (felt: { negative: number; positive: number }): number =>
      scorePackages(somePicture({ topics: [{ ...leaking, ...felt }] }), [standing(leak)])[0]!.score;
    expect(points({ negative: 0, positive: 40 })).toBeLessThan(points({ negative: 0, positive: 0 }));
    const [first] = scorePackages(somePicture({ topics: [{ ...leaking, negative: 18 }] }), [standing(leak)]);
    expect(reasonsFor(first!, null)[0]).toBe('近30天有42条漏水讨论，其中18条在抱怨，是同城中位数的3.2倍');
  });

  it('lets results overtake talk', () => {
    const other = somePackage({ name: '防潮', topics: ['damp'] });
    const picture = somePicture({
      ageYears: null,
      topics: [leaking, { topic: 'damp', name: '潮湿', mentions: 20, negative: 0, positive: 0, timesCity: 2 }],
    });
    const poor = {
      ...NO_RESULT,
      trials: 60,
      successes: 0,
      lost: 6,
      lostReason: '价格高',
      segmentTrials: 60,
      expectedRate: 0.005,
    };
    const good = {
      ...NO_RESULT,
      trials: 60,
      successes: 15,
      won: 6,
      segmentTrials: 60,
      segmentSuccesses: 15,
      expectedRate: 0.2,
    };
    const candidates = scorePackages(picture, [
      standing(leak, { result: poor }),
      standing(other, { result: good, isDrawn: true, isMainPush: true }),
    ]);
    expect(candidates[0]?.packageId).toBe(other.id);
    expect(reasonsFor(candidates[0]!, null)).toContain('「防潮」在这里被打开60次，留下15个意向（25%）');
    expect(reasonsFor(candidates[1]!, null)).toContain('这里跟完的6个意向有6个没成，多因「价格高」');
  });

  it('names those who speak for a family', () => {
    const kids = somePackage({ name: '儿童房', topics: [], suits: ['kids'] });
    const picture = somePicture({
      topics: [{ topic: 'kids_room', name: '儿童房', mentions: 30, negative: 0, positive: 0, timesCity: 4 }],
    });
    const [first] = scorePackages(picture, [standing(kids)]);
    expect(reasonsFor(first!, null)).toEqual(['有孩子的家庭在说话：近30天有30条儿童房讨论']);
  });

  it('ranks all, adds its parts up, and never prefers what is excluded', () => {
    const figure = fc.record({ mentions: fc.nat(200), timesCity: fc.double({ min: 0, max: 20, noNaN: true }) });
    const changes = fc.record({
      isOpen: fc.boolean(),
      isMainPush: fc.boolean(),
      isDrawn: fc.boolean(),
      recentPlays: fc.nat(5),
      rejections: fc.array(fc.record({ daysAgo: fc.nat(90), reason: fc.constant('太贵') }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(figure, fc.array(changes, { minLength: 1, maxLength: 6 }), (heard, each) => {
        const picture = somePicture({ topics: [{ ...leaking, ...heard }] });
        const candidates = scorePackages(
          picture,
          each.map((change) => standing(somePackage(), change)),
        );
        expect(candidates.map(({ rank }) => rank)).toEqual(each.map((_, at) => at + 1));
        for (const { score, parts } of candidates) {
          expect(score).toBeCloseTo(
            parts.reduce((sum, { points }) => sum + points, 0),
            6,
          );
        }
        const firstExcluded = candidates.findIndex(({ excluded }) => excluded !== null);
        const eligible = firstExcluded < 0 ? candidates : candidates.slice(0, firstExcluded);
        expect(eligible.every(({ excluded }) => excluded === null)).toBe(true);
        expect(candidates.slice(eligible.length).every(({ excluded }) => excluded !== null)).toBe(true);
        expect(eligible.every(({ score }, at) => at === 0 || score <= eligible[at - 1]!.score)).toBe(true);
      }),
    );
  });

  it('never scores a package lower for being talked about more', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.double({ min: 0.1, max: 10, noNaN: true }), (some, more, timesCity) => {
        const scoreAt = (mentions: number) =>
          scorePackages(somePicture({ topics: [{ ...leaking, mentions, timesCity }] }), [standing(leak)])[0]!.score;
        expect(scoreAt(some + more)).toBeGreaterThanOrEqual(scoreAt(some));
      }),
    );
  });
});
