import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CityId, CommunityId } from '#kernel/ids';
import { countsByCommunity, mentionDays, personDayKey, personDayOf, type Mention } from './mention.ts';
import { compareWithCity, timesCity } from './standing.ts';

const mention: fc.Arbitrary<Mention> = fc.record({
  subjectId: fc.constantFrom('s1', 's2', 's3'),
  eventId: fc.uuid(),
  topic: fc.constantFrom('leak', 'damp'),
  cityId: fc.constant('city' as CityId),
  communityId: fc.constantFrom('m1', 'm2').map((id) => id as CommunityId),
  channel: fc.constantFrom('chat', 'forum'),
  signalKind: fc.constant(null),
  sentiment: fc.constantFrom('negative' as const, 'neutral' as const, 'positive' as const),
  severity: fc.constantFrom(0 as const, 3 as const),
  occurredAt: fc.date({ min: new Date('2026-06-01'), max: new Date('2026-06-03'), noInvalidDate: true }),
});

describe('mentionDays', () => {
  it('loses no mention and counts each new person once a day and topic', () => {
    fc.assert(
      fc.property(fc.array(mention, { maxLength: 40 }), (mentions) => {
        const people = new Set(mentions.map((each) => personDayKey(personDayOf(each))));
        const days = mentionDays(mentions, people);
        expect(days.reduce((sum, each) => sum + each.mentions, 0)).toBe(mentions.length);
        expect(days.reduce((sum, each) => sum + each.people, 0)).toBe(people.size);
        expect(mentionDays(mentions, new Set()).every((each) => each.people === 0)).toBe(true);
        const announced = countsByCommunity(mentions).flatMap((each) => each.counts);
        expect(announced.reduce((sum, each) => sum + each.mentions, 0)).toBe(mentions.length);
      }),
    );
  });

  it('puts what is said late in the evening of Shanghai on the right day', () => {
    const late: Mention = {
      subjectId: 's1',
      eventId: 'e1',
      topic: 'leak',
      cityId: 'city' as CityId,
      communityId: 'm1' as CommunityId,
      channel: 'chat',
      signalKind: null,
      sentiment: 'neutral',
      severity: 0,
      occurredAt: new Date('2026-06-01T16:30:00Z'),
    };
    expect(mentionDays([late], new Set())[0]?.day).toBe('2026-06-02');
  });
});

describe('compareWithCity', () => {
  it.each([
    [12, 4, '是同城中位数的3倍'],
    [9, 0, '是同城中位数的9倍'],
    [4, 0, null],
    [7, 4, null],
    [2, 8, '不到同城中位数的一半'],
    [0, 1, null],
  ])('says of %i mentions against a median of %i: %s', (mentions, median, sentence) => {
    expect(compareWithCity(mentions, median)).toBe(sentence);
  });

  it('never divides by a silent city', () => {
    expect(timesCity(3, 0)).toBe(3);
  });
});
