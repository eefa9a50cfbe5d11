import { describe, expect, it } from 'vitest';
import type { NpsAnswer } from '#modules/growth/contract';
import { answerOf as npsAnswerOf, kindOf, npsFigure } from './nps/nps-words.ts';
import { answerOf as projectsAnswerOf, countOfTab, queryOfTab, turnOf } from './projects/project-words.ts';
import { answerOf as ticketsAnswerOf, dueOf } from './tickets/ticket-words.ts';
import { faultOf, minutesInWords, type TypeDraft } from './types/type-draft.ts';

const NOW = Date.parse('2026-11-22T03:00:00Z');

describe('projects in words', () => {
  const counts = { active: 5, completed: 9, stopped: 1, waitingOwner: 2, waitingTechnician: 1 };

  it('count what stands still first', () => {
    expect(projectsAnswerOf(counts)).toMatchObject({ figure: '3', unit: '个工程停着等人' });
    expect([countOfTab('owner', counts), countOfTab('all', counts)]).toEqual([2, 15]);
    expect(queryOfTab('technician')).toEqual({ state: 'active', waiting: 'technician' });
  });

  it('say whose turn it is', () => {
    const active = { state: 'active', stateName: '施工中' } as const;
    const next = (state: 'pending' | 'submitted' | 'rejected') =>
      ({ ...active, next: { state } }) as Parameters<typeof turnOf>[0];
    expect(turnOf(next('pending')).words).toBe('师傅施工');
    expect(turnOf(next('submitted')).words).toBe('等业主确认');
    expect(turnOf(next('rejected')).words).toBe('等师傅返工');
    expect(turnOf({ state: 'completed', stateName: '已竣工', next: null }).words).toBe('已竣工');
  });
});

describe('tickets in words', () => {
  it('say what is overdue, and what else waits by kind', () => {
    const counts = { open: 3, overdue: 1, byState: {}, openByKind: { detractor_callback: 2, visit_unplaced: 1 } };
    expect(ticketsAnswerOf(counts)).toEqual({
      figure: '1',
      unit: '张工单过了时限',
      why: '没办完的一共3张：差评回访2张，上门待排1张。',
    });
  });

  it('are late after their deadline, unless they are done', () => {
    expect(dueOf({ state: 'taken', dueAt: '2026-11-22T02:00:00Z' }, NOW)).toMatchObject({ late: true });
    expect(dueOf({ state: 'open', dueAt: '2026-11-22T05:00:00Z' }, NOW)).toMatchObject({ late: false });
    expect(dueOf({ state: 'done', dueAt: '2026-11-22T02:00:00Z' }, NOW)).toBeUndefined();
  });
});

describe('NPS in words', () => {
  it('has a sign, and none without an answer', () => {
    expect([npsFigure(42.5), npsFigure(-10), npsFigure(0), npsFigure(null)]).toEqual(['+42.5', '−10', '0', '—']);
    expect([0, 6, 7, 8, 9, 10].map(kindOf)).toEqual([
      'detractor',
      'detractor',
      'passive',
      'passive',
      'promoter',
      'promoter',
    ]);
  });

  it('is told with what it is made of, or why there is none', () => {
    const nps = { answered: 4, invited: 6, promoters: 2, detractors: 1, nps: 25 } as NpsAnswer;
    expect(npsAnswerOf(nps).why).toBe('4家回了：2家愿意推荐（50%），1家打了低分（25%）。同期问了6家。');
    expect(npsAnswerOf({ ...nps, answered: 0, nps: null }).why).toBe('问了6家，还没人回。');
    expect(npsAnswerOf({ ...nps, answered: 0, invited: 0, nps: null }).why).toBe('这段时间没有竣工的人家。');
  });
});

describe('a service that is edited', () => {
  it('needs a name, quarters of an hour, and somebody who may book it', () => {
    const draft = { name: '上门量房', minutes: 90, bookedBy: ['customer'] } as unknown as TypeDraft;
    expect(faultOf(draft)).toBeUndefined();
    expect(faultOf({ ...draft, name: ' ' })).toBe('写上名字');
    expect(faultOf({ ...draft, minutes: 95 })).toBe('时长要是15分钟的倍数');
    expect(faultOf({ ...draft, bookedBy: [] })).toBe('至少有一种人能约');
    expect([minutesInWords(90), minutesInWords(240), minutesInWords(150)]).toEqual(['90分钟', '4小时', '2小时30分钟']);
  });
});
