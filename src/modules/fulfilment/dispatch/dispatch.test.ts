import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TouchpointId } from '#kernel/ids';
import { DAY, HOUR, MINUTE } from '#kernel/time';
import type { Ask, WorkerTime } from '../slots/free-time.ts';
import { rank, whyChosen, whyNobody, whyNot, withWhatWouldDo, type Question } from './dispatch.ts';
import { anyTeam, FAR, HERE, NINE, person } from './test-days.ts';

const ask: Ask = {
  service: { minutes: 90, bufferMinutes: 15, skill: 'design', roles: ['designer'] },
  level: 1,
  at: HERE,
};
const question: Question = {
  ask,
  span: { from: NINE, to: NINE + 90 * MINUTE },
  served: { customer: new Set(), project: new Set(), community: new Set() },
  keep: undefined,
  only: undefined,
  seed: 'x',
};

const first = (people: readonly WorkerTime[], more: Partial<Question> = {}) =>
  rank(people, { ...question, ...more })[0]?.touchpointId;

describe('the best able person', () => {
  it('is near, just skilled enough, with little to do, and known there', () => {
    const plain = person('plain');
    expect(first([person('far', {}, { store: FAR }), plain])).toBe('plain');
    expect(first([person('expert', { skills: { design: 3 } }), plain])).toBe('plain');
    const late = [{ from: NINE + 6 * HOUR, to: NINE + 7 * HOUR, at: HERE }];
    expect(first([person('laden', {}, { taken: late }), plain])).toBe('plain');
    const known = new Set(['known' as TouchpointId]);
    const served = { customer: known, project: new Set<TouchpointId>(), community: known };
    expect(first([plain, person('known')], { served })).toBe('known');
  });

  it('is looked for from where they are before it', () => {
    const dawn = [{ from: NINE - HOUR, to: NINE - HOUR + 20 * MINUTE, at: HERE }];
    const [best] = rank([person('x', {}, { store: FAR, taken: dawn })], question);
    expect(best?.parts[0]).toEqual({ part: 'way', minutes: 0, says: '从上一单过去直线 0.0 公里' });
  });

  it('is who has the least to drive more, with the way on to the next one', () => {
    const next = [{ from: NINE + 4 * HOUR, to: NINE + 5 * HOUR, at: FAR }];
    const [best, other] = rank(
      [person('a', {}, { taken: next }), person('b', {}, { store: FAR, taken: next })],
      question,
    );
    // From home and on to the next one: a drives there anyway; b would have stayed.
    expect([best?.touchpointId, best?.parts[0]?.minutes]).toEqual(['a', 0]);
    expect([other?.touchpointId, other?.parts[0]?.minutes]).toEqual(['b', 64.5]);
  });

  it('stays who it was where they can, and is who was asked for or nobody', () => {
    const people = [person('near'), person('far', {}, { store: FAR })];
    const keep = 'far' as TouchpointId;
    const ranked = rank(people, { ...question, keep });
    expect(ranked[0]?.touchpointId).toBe('far');
    expect(whyChosen(ranked[0]!, ranked, { ...question, keep })).toMatch(
      /^还是原来的人，不换人：从门店过去直线 9\.\d 公里/,
    );
    const only = rank(people, { ...question, only: keep });
    expect(only.map((each) => [each.touchpointId, each.whyNot])).toEqual([
      ['far', null],
      ['near', '指定了别人上门'],
    ]);
  });

  it('is the same for the same seed, and says with figures why, why not, and why nobody', () => {
    const people = ['a', 'b', 'c', 'd'].map((name) => person(name));
    expect(first(people)).toBe(first(people));
    const seeds = Array.from({ length: 20 }, (_, at) => first(people, { seed: `s${at}` }));
    expect(new Set(seeds).size).toBeGreaterThan(1);
    const ranked = rank([...people, person('low', { maxVisitsADay: 1, week: {} })], question);
    expect(whyChosen(ranked[0]!, ranked, question)).toBe(
      '4 位能去，这位最省，折合 27.3 分钟路程，和别人一样省，抽签定的：从门店过去直线 0.0 公里，量房设计 1 级，需要 1 级，当天已有 0 单，最多 4 单，没有去过这个小区',
    );
    const known = new Set(['d' as TouchpointId]);
    const asked = { ...question, served: { customer: known, project: known, community: known } };
    const better = rank(people, asked);
    expect(whyChosen(better[0]!, better, asked)).toMatch(
      /^4 位能去，这位最省，折合 2\.3 分钟路程，比第二位省 25 分钟：/,
    );
    expect(ranked.at(-1)?.whyNot).toBe('这段时间不在班');
    expect(whyNobody(rank([person('low', { week: {} })], question))).toBe('1 位都去不了，其中 1 位：这段时间不在班');
    expect(whyNobody([])).toBe('服务这个小区的门店没有登记上门人员');
  });
});

describe('the plan of a day', () => {
  it('lets go whoever can by the rules, and nobody else', () => {
    fc.assert(
      fc.property(anyTeam, fc.integer({ min: 0, max: 16 }), (people, half) => {
        const from = NINE + (half * HOUR) / 2;
        const asked = { ...question, span: { from, to: from + 90 * MINUTE } };
        const able = people.filter((time) => whyNot(time, ask, asked.span) === undefined);
        const ranked = rank(people, asked);
        expect(new Set(ranked.filter((each) => each.cost !== null).map((each) => each.touchpointId))).toEqual(
          new Set(able.map(({ worker }) => worker.touchpointId)),
        );
        const told = withWhatWouldDo(ranked, people, asked);
        // Whoever could go later on that day, as is said, really can.
        for (const each of told) {
          const [hours = 0, minutes = 0] = (/^改到 (\d\d):(\d\d)/.exec(each.wouldDo ?? '') ?? []).slice(1).map(Number);
          if (hours === 0) continue;
          const then = NINE - 9 * HOUR + hours * HOUR + minutes * MINUTE;
          const time = people.find(({ worker }) => worker.touchpointId === each.touchpointId)!;
          expect(whyNot(time, ask, { from: then, to: then + 90 * MINUTE })).toBeUndefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says what would let somebody go', () => {
    const lunch = [{ from: NINE - HOUR, to: NINE + HOUR, at: HERE }];
    const people = [
      person('low', { skills: {} }),
      person('busy', {}, { taken: lunch }),
      person('full', { maxVisitsADay: 1 }, { taken: [{ from: NINE + 5 * HOUR, to: NINE + 6 * HOUR, at: HERE }] }),
      person('off', { week: {} }),
      person('away', {}, { leaves: [{ from: NINE - HOUR, to: NINE + DAY }] }),
    ];
    const told = withWhatWouldDo(rank(people, question), people, question);
    expect(new Map(told.map((each) => [`${each.touchpointId}`, each.wouldDo]))).toEqual(
      new Map([
        ['low', '量房设计到 1 级就能去'],
        ['busy', '改到 10:15 就能去'],
        ['full', '当天多接 1 单就能去'],
        ['off', null],
        ['away', null],
      ]),
    );
  });
});
