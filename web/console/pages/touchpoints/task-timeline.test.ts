import { describe, expect, it } from 'vitest';
import type { TaskDetail } from '#modules/touchpoints/contract';
import { timelineOf } from './task-timeline.ts';
import { askedText, peopleSentence } from './touchpoint-words.ts';

const offer = (name: string, answer: string | null, reason: string | null = null) =>
  ({
    name,
    attempt: 1,
    why: `${name}主要负责本小区`,
    offeredAt: '2026-11-21T01:00:00Z',
    answeredAt: answer === null ? null : '2026-11-21T02:00:00Z',
    answer,
    reason,
  }) as unknown as TaskDetail['offers'][number];

const task = (offers: TaskDetail['offers'], rest: Partial<TaskDetail> = {}) => ({
  offers,
  state: 'offered' as const,
  forwardedAt: null,
  completedAt: null,
  outcome: null,
  touchpointName: null,
  ...rest,
});

const texts = (given: Parameters<typeof timelineOf>[0]): string[] => timelineOf(given).map(({ text }) => text);

describe('the timeline of a task', () => {
  it('goes from who declined to who is asked next', () => {
    const steps = timelineOf(task([offer('王*', 'declined', 'too_busy'), offer('李*', null)]));
    expect(steps.map(({ text }) => text)).toEqual(['问王*', '王*没接', '问李*', '等李*回话']);
    expect(steps[1]).toMatchObject({ kind: 'no', by: 'people', why: '最近太忙' });
    expect(steps[0]).toMatchObject({ kind: 'asked', by: 'system', why: '王*主要负责本小区' });
  });

  it('tells who was chosen by hand', () => {
    const byHand = { ...offer('韩*', null), why: '人工指派：离得近' };
    expect(timelineOf(task([byHand]))[0]).toMatchObject({ by: 'people', text: '派给韩*', why: '人工指派：离得近' });
  });

  it('ends open when nobody is left', () => {
    const given = task([offer('王*', 'declined', 'group_forbids')], { state: 'unplaced' });
    expect(texts(given)).toEqual(['问王*', '王*没接', '没有下一位可问，等人指派']);
  });

  it('tells of forwarding and of the result', () => {
    const given = task([offer('王*', 'accepted')], {
      state: 'done',
      touchpointName: '王*',
      forwardedAt: '2026-11-21T03:00:00Z',
      completedAt: '2026-11-22T03:00:00Z',
      outcome: 'warm',
    });
    expect(texts(given)).toEqual(['问王*', '王*接了', '王*转发到群里', '办完了']);
    expect(timelineOf(given).at(-1)?.why).toBe('邻居反响热烈');
  });
});

describe('the people at the front in a sentence', () => {
  const person = (name: string, openTasks: number, communities: number, state = 'active' as const) => ({
    name,
    roleName: '团长',
    state,
    communities,
    openTasks,
  });

  it('names the busiest and counts who serves no community', () => {
    expect(peopleSentence([person('王*', 2, 3), person('李*', 6, 0), person('周*', 0, 0)])).toBe(
      '手上最多的是团长李*，有6个任务没办完；2位还没有负责任何小区',
    );
    expect(peopleSentence([person('王*', 0, 3)])).toBe('');
  });

  it('counts who was asked', () => {
    expect(askedText(0)).toBe('还没问人');
    expect(askedText(2)).toBe('问过2位');
  });
});
