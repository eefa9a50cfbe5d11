import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import type { RequiredProperties, SourceId } from './source.ts';
import { forgetSources } from './source-registry.ts';
import { findLiveSource, planEvent as keepPlan } from './source-store.ts';

/** Says what events of a name must carry when they come from a source; nothing required takes the plan away. */
export async function planEvent(
  ctx: Context,
  input: { sourceId: SourceId; eventName: string; required: RequiredProperties },
): Promise<null> {
  await ctx.transaction(async (tx) => {
    if ((await findLiveSource(tx.db, input.sourceId)) === undefined) throw new NotFound('source');
    await keepPlan(tx.db, input, tx.now);
    await tx.audit({
      action: 'plan-event',
      subject: { kind: 'source', id: input.sourceId },
      details: { eventName: input.eventName, required: input.required },
    });
    return null;
  });
  forgetSources(ctx);
  return null;
}
