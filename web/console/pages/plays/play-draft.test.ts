import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Play } from './play-paths.ts';
import { changedFields, draftOf, editBody, onDate, shanghaiDate } from './play-draft.ts';

const play = {
  headline: '三天做好防水',
  script: '邻居们好',
  offerText: '本小区专享 ¥2,980/套',
  packageId: 'p1',
  roles: ['property_steward', 'ambassador'],
  dueAt: '2026-11-28T20:30:00.000Z',
} as unknown as Play;

describe('the draft of an edit', () => {
  it('starts without changes', () => {
    expect(changedFields(draftOf(play), draftOf(play))).toEqual([]);
    expect(editBody(play, draftOf(play), ' 没改 ')).toEqual({ reason: '没改' });
  });

  it('sends only what a person changed', () => {
    const draft = { ...draftOf(play), headline: ' 别再为漏水发愁 ', roles: ['ambassador', 'property_steward'] };
    expect(changedFields(draftOf(play), draft)).toEqual(['headline', 'roles']);
    expect(editBody(play, draft, '更顺口')).toEqual({
      headline: '别再为漏水发愁',
      roles: ['ambassador', 'property_steward'],
      reason: '更顺口',
    });
  });

  it('moves the day and keeps the time of day', () => {
    expect(draftOf(play).dueDate).toBe('2026-11-29');
    expect(onDate(play.dueAt, '2026-12-01')).toBe('2026-11-30T20:30:00.000Z');
  });

  it('puts any instant on any day', () => {
    const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, (at, day) => {
        const date = shanghaiDate(day.getTime());
        const moved = onDate(at.toISOString(), date);
        expect(shanghaiDate(moved)).toBe(date);
        expect(moved.slice(13)).toBe(at.toISOString().slice(13));
        expect(onDate(at.toISOString(), shanghaiDate(at.getTime()))).toBe(at.toISOString());
      }),
    );
  });
});
