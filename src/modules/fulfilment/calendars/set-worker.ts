import { NotFound } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { covers } from '#platform/permission';
import { touchpointsByIds } from '#modules/touchpoints';
import type { Level, Skill } from '../services/service-type.ts';
import { upsertWorker } from './worker-store.ts';
import { WorkerWithoutStore } from './worker.ts';

export interface WorkerAsked {
  readonly touchpointId: TouchpointId;
  readonly skills: readonly { readonly skill: Skill; readonly level: number }[];
  readonly maxVisitsADay: number;
  readonly radiusKm: number;
  readonly takesVisits: boolean;
}

/** Gives a touchpoint of a store a profile as somebody who visits homes, or edits it. Throws NotFound, WorkerWithoutStore. */
export async function setWorker(
  ctx: Context,
  asked: WorkerAsked,
): Promise<{ touchpointId: TouchpointId; revision: number }> {
  const { touchpointId, maxVisitsADay, radiusKm, takesVisits } = asked;
  return ctx.transaction(async (tx) => {
    const [touchpoint] = await touchpointsByIds(tx.db, [touchpointId]);
    const isReached =
      touchpoint !== undefined &&
      covers(ctx.scope, { cityId: touchpoint.cityId, storeId: touchpoint.storeId ?? undefined });
    if (!isReached) throw new NotFound('touchpoint');
    const { storeId, cityId, role, state } = touchpoint;
    if (storeId === null) throw new WorkerWithoutStore();
    const skills = Object.fromEntries(asked.skills.map(({ skill, level }) => [skill, level as Level]));
    const profile = { touchpointId, cityId, storeId, role, state, takesVisits, skills, maxVisitsADay, radiusKm };
    const revision = await upsertWorker(tx.db, profile, tx.now);
    await tx.audit({
      action: 'set-worker',
      subject: { kind: 'touchpoint', id: touchpointId },
      details: { skills, maxVisitsADay, radiusKm, takesVisits },
    });
    return { touchpointId, revision };
  });
}
