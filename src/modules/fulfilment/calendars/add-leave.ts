import { NotFound } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import { DAY } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { deleteHoldsWithin } from '../slots/appointment-store.ts';
import { replan } from '../dispatch/replan.ts';
import { insertLeave } from './leave-store.ts';
import { lockWorker, workerInScope } from './worker-store.ts';
import { LeaveIsOver, LeaveTooLong, MAX_LEAVE_DAYS, NotAWorker, type LeaveId, type LeaveReason } from './worker.ts';

export interface LeaveAsked {
  readonly touchpointId: TouchpointId;
  readonly from: Date;
  readonly to: Date;
  readonly reason: LeaveReason;
}

export interface LeaveMade {
  readonly leaveId: LeaveId;
  /** Visits that go to a colleague at the same time. */
  readonly moved: number;
  /** Visits for which nobody was found. */
  readonly unplaced: number;
}

/**
 * Somebody is away. Their visits in this time go to colleagues, or wait for a person to place them; times that are held
 * are given back. The leave is theirs to enter, or their store's. Throws NotFound, NotAWorker, LeaveIsOver, LeaveTooLong.
 */
export async function addLeave(ctx: Context, asked: LeaveAsked): Promise<LeaveMade> {
  return ctx.transaction((tx) => leave(ctx, tx, asked, '请假'));
}

/** Ill from now on: as a leave that begins at this moment. Throws as `addLeave`. */
export async function reportIll(
  ctx: Context,
  { touchpointId, until }: { readonly touchpointId: TouchpointId; readonly until: Date },
): Promise<LeaveMade> {
  return ctx.transaction((tx) => leave(ctx, tx, { touchpointId, from: tx.now, to: until, reason: 'ill' }, '临时有事'));
}

/** `said` is what the customer is told: nobody's illness is their business. */
async function leave(ctx: Context, tx: Tx, asked: LeaveAsked, said: string): Promise<LeaveMade> {
  const { touchpointId, from, to, reason } = asked;
  const isOwn = ctx.scope.touchpoint === touchpointId;
  if ((await workerInScope(tx.db, ctx.scope, touchpointId)) === undefined) {
    throw isOwn ? new NotAWorker() : new NotFound('worker');
  }
  if (to <= tx.now || to <= from) throw new LeaveIsOver();
  if (to.getTime() - from.getTime() > MAX_LEAVE_DAYS * DAY) throw new LeaveTooLong();
  await lockWorker(tx.db, touchpointId);
  const leaveId = tx.newId<'Leave'>();
  const enteredBy = isOwn ? 'worker' : 'store';
  await insertLeave(tx.db, { leaveId, touchpointId, startsAt: from, endsAt: to, reason, enteredBy }, tx.now);
  await deleteHoldsWithin(tx.db, touchpointId, { from, to });
  const outcome = await replan(tx, { touchpointId, from, to, why: `原来的上门人员${said}` });
  await tx.audit({
    action: 'add-leave',
    subject: { kind: 'touchpoint', id: touchpointId },
    details: { leaveId, from: from.toISOString(), to: to.toISOString(), enteredBy, ...outcome },
  });
  return { leaveId, ...outcome };
}
