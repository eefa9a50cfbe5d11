import { describe, expect, it } from 'vitest';
import type { CityId, StoreId, TouchpointId } from '#kernel/ids';
import { HOUR, MINUTE, startOfBusinessDay } from '#kernel/time';
import type { Worker } from '../calendars/worker.ts';
import type { Ask, WorkerTime } from '../slots/free-time.ts';
import { rank, WEIGHTS, whyChosen, whyNobody, type Question } from './dispatch.ts';

const HERE = { lng: 120.15, lat: 30.28 };
const FAR = { lng: 120.25, lat: 30.28 };
const NINE = startOfBusinessDay('2026-06-08').getTime() + 9 * HOUR;
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

function person(name: string, more: Partial<Worker> = {}, time: Partial<WorkerTime> = {}): WorkerTime {
  const worker: Worker = {
    touchpointId: name as TouchpointId,
    cityId: 'c' as CityId,
    storeId: 's' as StoreId,
    role: 'designer',
    state: 'active',
    takesVisits: true,
    skills: { design: 1 },
    maxVisitsADay: 4,
    radiusKm: 30,
    week: { 1: [{ from: 480, to: 1_200 }] },
    revision: 1,
    ...more,
  };
  return { worker, store: HERE, exceptions: {}, leaves: [], taken: [], ...time };
}

const first = (people: readonly WorkerTime[], more: Partial<Question> = {}) =>
  rank(people, { ...question, ...more })[0]?.touchpointId;

describe('the best able person', () => {
  it('weighs to one', () => {
    expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1);
  });

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
    expect(best?.parts[0]).toEqual({ part: 'distance', score: 100, says: '离上一单直线 0.0 公里' });
  });

  it('stays who it was where they can, and is who was asked for or nobody', () => {
    const people = [person('near'), person('far', {}, { store: FAR })];
    const keep = 'far' as TouchpointId;
    const ranked = rank(people, { ...question, keep });
    expect(ranked[0]?.touchpointId).toBe('far');
    expect(whyChosen(ranked[0]!, ranked, keep)).toMatch(/^还是原来的人，不换人：离门店直线 9\.\d 公里/);
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
    expect(whyChosen(ranked[0]!, ranked, undefined)).toBe(
      '4 位能去，综合 80 分最高：离门店直线 0.0 公里，量房设计 1 级，需要 1 级，当天已有 0 单，最多 4 单，没有去过这个小区',
    );
    expect(ranked.at(-1)?.whyNot).toBe('这段时间不在班');
    expect(whyNobody(rank([person('low', { week: {} })], question))).toBe('1 位都去不了，其中 1 位：这段时间不在班');
    expect(whyNobody([])).toBe('服务这个小区的门店没有登记上门人员');
  });
});
