import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, DAY, HOUR } from '#kernel/time';
import { brokenCap, CAPS, sayCap, type Sent } from './cap.ts';
import type { Purpose } from './message.ts';

const now = new Date('2026-06-06T10:00:00+08:00');
const ago = (purpose: Purpose, days: number): Sent => ({ purpose, dueAt: addDays(now, -days) });

describe('caps of a customer', () => {
  it('let one survey through in 30 days', () => {
    expect(brokenCap('survey', now, [])).toBeUndefined();
    expect(brokenCap('survey', now, [ago('survey', 30)])).toBeUndefined();
    expect(brokenCap('survey', now, [ago('survey', 29.99)])).toMatchObject({ purpose: 'survey' });
    expect(brokenCap('survey', now, [ago('service', 0), ago('marketing', 1)])).toBeUndefined();
  });

  it('count marketing by the week and everything by the day', () => {
    const three = [1, 3, 6].map((days) => ago('marketing', days));
    expect(brokenCap('marketing', now, three)).toMatchObject({ purpose: 'marketing', days: 7 });
    expect(brokenCap('marketing', now, three.slice(1))).toBeUndefined();
    const twelve = Array.from({ length: 12 }, (_, at) => ago('service', at / 24));
    expect(brokenCap('service', now, twelve)).toMatchObject({ purpose: 'any', most: 12 });
    expect(brokenCap('service', now, twelve.slice(1))).toBeUndefined();
  });

  it('count what waits for the morning', () => {
    const morning = { purpose: 'survey', dueAt: new Date(now.getTime() + 9 * HOUR) } as const;
    expect(brokenCap('survey', now, [morning])).toBeDefined();
  });

  it('hold for any sequence that asks before each message', () => {
    const asked = fc.array(fc.tuple(fc.constantFrom<Purpose>('service', 'survey', 'marketing'), fc.nat(20 * 24)));
    fc.assert(
      fc.property(asked, (list) => {
        const sent: Sent[] = [];
        for (const [purpose, hours] of list.toSorted((a, b) => a[1] - b[1])) {
          const dueAt = new Date(now.getTime() + hours * HOUR);
          if (brokenCap(purpose, dueAt, sent) === undefined) sent.push({ purpose, dueAt });
        }
        for (const cap of CAPS) {
          const counted = sent.filter((one) => cap.purpose === 'any' || one.purpose === cap.purpose);
          for (const one of counted) {
            const within = counted.filter(
              (other) => other.dueAt <= one.dueAt && one.dueAt.getTime() - other.dueAt.getTime() < cap.days * DAY,
            );
            expect(within.length).toBeLessThanOrEqual(cap.most);
          }
        }
      }),
    );
  });

  it('say themselves in a sentence', () => {
    expect(CAPS.map(sayCap)).toEqual([
      '30 天内最多 1 条满意度回访',
      '7 天内最多 3 条活动消息',
      '24 小时内最多 12 条消息',
    ]);
  });
});
