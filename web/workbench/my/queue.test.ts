import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MyVisitItem, ProjectItem } from '#modules/fulfilment/contract';
import type { LeadItem } from '#modules/growth/contract';
import type { MyTask } from '#modules/touchpoints/contract';
import { leadDueAt, leadsWithoutVisit, mergeQueue } from './queue.ts';
import { leadsAfter, tasksAfter, type Done } from './waiting.ts';

const at = (hour: number, minute = 0): string => new Date(Date.UTC(2026, 4, 4, hour, minute)).toISOString();

const task = (taskId: string, dueAt: string, more: Partial<MyTask> = {}): MyTask =>
  ({ taskId, dueAt, offeredAt: at(1), state: 'offered', forwardedAt: null, ...more }) as MyTask;

const lead = (leadId: string, more: Partial<LeadItem> = {}): LeadItem =>
  ({
    leadId,
    state: 'new',
    createdAt: at(1),
    firstContactDueAt: at(5),
    firstContactedAt: null,
    visitAt: null,
    moves: ['contacted', 'visit_booked', 'lost'],
    overdue: true,
    ...more,
  }) as LeadItem;

const still = <T>(item: T) => ({ item, waiting: false });
const ids = (tasks: MyTask[], leads: LeadItem[]): string[] =>
  mergeQueue(tasks.map(still), leads.map(still)).map((item) => item.id);

describe('the queue of today', () => {
  it('mixes tasks and leads by what is due first, what is late before all', () => {
    const visit = lead('visit', { state: 'visit_booked', visitAt: at(7) });
    expect(ids([task('later', at(8)), task('late', at(2))], [lead('call'), visit])).toEqual([
      'late',
      'call',
      'visit',
      'later',
    ]);
  });

  it('puts a visit before all else of its hour', () => {
    const visit = { visitId: 'visit', startsAt: at(5, 45), createdAt: at(1) } as MyVisitItem;
    const queue = mergeQueue([still(task('task', at(5, 10)))], [still(lead('call'))], [still(visit)]);
    expect(queue.map(({ id }) => id)).toEqual(['visit', 'call', 'task']);
  });

  it('says once that I visit somebody: as the visit, unless they wait for a call first', () => {
    const booked = lead('booked', { state: 'visit_booked', visitAt: at(7) });
    const visits = ['booked', 'call'].map((leadId) => still({ visitId: leadId, leadId } as unknown as MyVisitItem));
    const left = leadsWithoutVisit([booked, lead('call'), lead('other', { state: 'visit_booked' })].map(still), visits);
    expect(left.map(({ item }) => item.leadId)).toEqual(['call', 'other']);
  });

  it('puts the person who waits for a call first within an hour, and what is forwarded last', () => {
    const forwarded = task('forwarded', at(5, 1), { state: 'forwarded' });
    const call = lead('call', { firstContactDueAt: at(5, 50) });
    expect(ids([forwarded, task('open', at(5, 10)), task('later', at(6))], [call])).toEqual([
      'call',
      'open',
      'forwarded',
      'later',
    ]);
  });

  it('puts what has no time last, the older first', () => {
    const quoted = lead('quoted', { state: 'quoted', createdAt: at(3) });
    const reached = lead('reached', { state: 'contacted', createdAt: at(2) });
    const unfixed = lead('unfixed', { state: 'visit_booked', visitAt: null, createdAt: at(4) });
    expect(ids([task('task', at(23))], [quoted, unfixed, reached])).toEqual(['task', 'reached', 'quoted', 'unfixed']);
  });

  it('keeps everything and is ordered, whatever comes in', () => {
    const states = fc.constantFrom('new', 'contacted', 'visit_booked', 'quoted');
    const hours = fc.integer({ min: 0, max: 23 });
    const leads = fc.array(fc.tuple(states, hours, hours));
    fc.assert(
      fc.property(fc.array(hours), leads, (taskHours, leadFacts) => {
        const merged = mergeQueue(
          taskHours.map((hour, n) => still(task(`t${n}`, at(hour)))),
          leadFacts.map(([state, due, visit], n) =>
            still(lead(`l${n}`, { state, firstContactDueAt: at(due), visitAt: at(visit) } as Partial<LeadItem>)),
          ),
        );
        expect(merged).toHaveLength(taskHours.length + leadFacts.length);
        const due = merged.map((item) => item.dueAt ?? '9999');
        expect(due).toEqual(due.toSorted());
      }),
    );
  });

  it('tells when a lead wants something next', () => {
    expect(leadDueAt(lead('a'))).toBe(at(5));
    expect(leadDueAt(lead('a', { state: 'contacted' }))).toBeNull();
    expect(leadDueAt(lead('a', { state: 'visit_booked', visitAt: at(9) }))).toBe(at(9));
  });
});

describe('what was done on this phone', () => {
  const op = (path: string, body: unknown = {}): Done => ({ path, body, at: Date.parse(at(6)) });
  const taskOp = (verb: string): Done => op(`/api/touchpoints/my/tasks/a/${verb}`);
  const leadOp = (verb: string, body?: unknown): Done => op(`/api/growth/my/leads/a/${verb}`, body);

  it('shows a task as it will be, marked as waiting, and leaves the others alone', () => {
    const after = tasksAfter([task('a', at(8)), task('b', at(8))], [taskOp('accept'), taskOp('forward')]);
    expect(after.map(({ item, waiting }) => [item.taskId, item.state, item.forwardedAt, waiting])).toEqual([
      ['a', 'forwarded', at(6), true],
      ['b', 'offered', null, false],
    ]);
  });

  it('takes a declined or finished task out of the queue', () => {
    expect(tasksAfter([task('a', at(8))], [taskOp('decline')])).toEqual([]);
    expect(tasksAfter([task('a', at(8))], [taskOp('forward'), taskOp('complete')])).toEqual([]);
  });

  it('does not take a forwarded task back when an older accept is sent', () => {
    const [after] = tasksAfter([task('a', at(8), { state: 'forwarded' })], [taskOp('accept')]);
    expect(after?.item.state).toBe('forwarded');
  });

  it('moves a lead on, so that it is no longer late and only later steps are offered', () => {
    const [after] = leadsAfter([lead('a')], [leadOp('follow-up', { step: 'visit_booked', visitAt: at(9) })]);
    expect(after?.item).toMatchObject({
      state: 'visit_booked',
      visitAt: at(9),
      overdue: false,
      firstContactedAt: at(6),
    });
    expect(after?.item.moves.toSorted()).toEqual(['lost', 'quoted', 'visit_booked', 'won']);
  });

  it('takes a lead out at its end', () => {
    expect(leadsAfter([lead('a')], [leadOp('outcome', { outcome: 'lost', reason: 'not_now' })])).toEqual([]);
  });
});

describe('works in the queue of today', () => {
  it('go after the visit of the same hour, and before everything else when there is something to be redone', () => {
    const visit = { visitId: 'visit', startsAt: at(5), createdAt: at(1) } as MyVisitItem;
    const works = (projectId: string, dueAt: string) =>
      still({ project: { projectId, startedAt: at(0) } as ProjectItem, dueAt });
    const queue = mergeQueue(
      [still(task('task', at(6)))],
      [],
      [still(visit)],
      [works('photos', at(5, 30)), works('redo', at(2))],
    );
    expect(queue.map((item) => item.id)).toEqual(['redo', 'visit', 'photos', 'task']);
  });
});
