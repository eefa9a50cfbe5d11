import { NotFound } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import { disableUserPart } from '#platform/auth';
import type { Context } from '#platform/context';
import { changed } from './add-touchpoints.ts';
import { lockTouchpoint, saveTouchpoint } from './touchpoint-store.ts';
import { moveTouchpoint, type Touchpoint, type TouchpointState } from './touchpoint.ts';

/** Pauses, resumes or ends the service of a touchpoint; who left signs in no more. Throws NotFound, IllegalMove. */
export async function moveTouchpointTo(
  ctx: Context,
  input: { touchpointId: TouchpointId; state: TouchpointState; reason: string },
): Promise<Touchpoint> {
  return ctx.transaction(async (tx) => {
    const touchpoint = await lockTouchpoint(tx.db, ctx.scope, input.touchpointId);
    if (touchpoint === undefined) throw new NotFound('touchpoint');
    const next = moveTouchpoint(touchpoint, input.state);
    await saveTouchpoint(tx.db, next, tx.now);
    if (next.state === 'left') await disableUserPart(tx, next.userId);
    await tx.announce([changed(next)]);
    await tx.audit({
      action: 'move-touchpoint',
      subject: { kind: 'touchpoint', id: next.touchpointId },
      details: { from: touchpoint.state, to: next.state, reason: input.reason },
    });
    return next;
  });
}
