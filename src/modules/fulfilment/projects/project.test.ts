import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, TouchpointId } from '#kernel/ids';
import { answer, nextOf, submit, type Milestone, type Project } from './project.ts';

const id = (text: string): never => text as never;
const at = new Date('2026-06-06T02:00:00Z');
const touchpointId = id('worker') as TouchpointId;

const START: Project = {
  projectId: id('project'),
  orderId: id('order') as Id<'Order'>,
  orderNumber: 'HZ-260606-0001',
  cityId: id('city') as CityId,
  communityId: id('community') as CommunityId,
  storeId: null,
  customerKey: id('key') as CustomerKey,
  personId: id('person') as PersonId,
  packageId: id('package') as Id<'Package'>,
  leadId: null,
  shareToken: null,
  state: 'active',
  milestones: 4,
  confirmed: 0,
  startedAt: at,
  completedAt: null,
  stoppedAt: null,
  delivery: null,
};

const milestones = (ahead: readonly boolean[]): Milestone[] =>
  ahead.map((aheadAllowed, index) => ({
    milestoneId: id(`milestone-${index}`),
    projectId: START.projectId,
    cityId: START.cityId,
    ordinal: index + 1,
    code: `m${index}`,
    title: `节点${index + 1}`,
    instruction: '',
    aheadAllowed,
    state: 'pending',
    round: 0,
    touchpointId: null,
    submittedAt: null,
    answeredAt: null,
    remindedAt: null,
  }));

const move = fc.record({
  which: fc.integer({ min: 0, max: 3 }),
  what: fc.constantFrom('submit' as const, 'confirm' as const, 'reject' as const),
  photos: fc.integer({ min: 0, max: 2 }),
  staleRound: fc.boolean(),
});

describe('a project', () => {
  it('keeps its laws under any sequence of moves', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
        fc.array(move, { maxLength: 60 }),
        (ahead, moves) => {
          let project = START;
          const all = milestones(ahead);
          for (const { which, what, photos, staleRound } of moves) {
            const milestone = all[which] as Milestone;
            const before = { project, all: [...all] };
            try {
              if (what === 'submit') {
                all[which] = submit(project, milestone, all, {
                  touchpointId,
                  photoIds: ['a', 'b'].slice(0, photos),
                  sentIds: [],
                  at,
                });
                expect(photos).toBeGreaterThan(0);
                expect(all[which]?.round).toBe(milestone.round + 1);
                const previous = all[which - 1];
                if (!milestone.aheadAllowed && previous !== undefined) expect(previous.state).toBe('confirmed');
              } else {
                const round = staleRound ? milestone.round - 1 : milestone.round;
                const decided = answer(project, milestone, what, { round, at });
                expect(staleRound).toBe(false);
                all[which] = decided.milestone;
                ({ project } = decided);
              }
            } catch (error) {
              expect(error).toBeInstanceOf(Refusal);
              expect({ project, all }).toEqual(before);
            }
            const confirmed = all.filter((each) => each.state === 'confirmed').length;
            expect(project.confirmed).toBe(confirmed);
            expect(project.state === 'completed').toBe(confirmed === 4);
            expect(nextOf(all) === undefined).toBe(confirmed === 4);
          }
        },
      ),
    );
  });

  it('takes no move once its order is cancelled', () => {
    const all = milestones([false, false]);
    const stopped: Project = { ...START, state: 'stopped', stoppedAt: at };
    const made = { touchpointId, photoIds: ['a'], sentIds: ['a'], at };
    expect(() => submit(stopped, all[0] as Milestone, all, made)).toThrow('project-not-active');
  });

  it('is not confirmed twice', () => {
    const all = milestones([false]);
    const submitted = submit(START, all[0] as Milestone, all, { touchpointId, photoIds: ['a'], sentIds: ['a'], at });
    const { milestone, project } = answer(START, submitted, 'confirm', { round: 1, at });
    expect(() => answer(project, milestone, 'confirm', { round: 1, at })).toThrow(IllegalMove);
  });
});
