import type { Context } from '#platform/context';
import { demandHeadquarters, ShippedAlready } from './learning-run.ts';
import { lockLiveModels, retireModel, type ModelKind, type SavedModel } from './model-store.ts';

/**
 * Goes back to the model that ships: messages are read with it from then on, those that were read stay as they are. The
 * one that was learnt is not kept. @throws ShippedAlready, ModelsAreHeadquarters
 */
export async function returnToShipped(ctx: Context, kind: ModelKind): Promise<SavedModel> {
  demandHeadquarters(ctx.scope);
  return ctx.transaction(async (tx) => {
    // A learning that is just being kept comes first; what it brought goes too.
    await lockLiveModels(tx.db);
    const by = tx.actor.kind === 'user' ? tx.actor.userId : null;
    const retired = await retireModel(tx.db, kind, { at: tx.now, by });
    if (retired === undefined) throw new ShippedAlready(kind);
    const { modelId, score, before } = retired;
    await tx.audit({
      action: 'return-to-shipped',
      subject: { kind: 'text_model', id: modelId },
      details: { kind, score, before },
    });
    return retired;
  });
}
