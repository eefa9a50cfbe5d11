import type { CityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { EVERYTHING } from '#platform/permission';
import { AlertRaised } from '../events.ts';
import { moved, type AlertId } from './alert.ts';
import { alertInScope, knownTopics, saveAlert } from './alert-store.ts';

/**
 * An alert that was done with is in hand again, since its ticket was opened again. Where a newer one about the same is not
 * over, that one stands for both. Announces AlertRaised.
 */
export async function reopenAlert(
  ctx: Context,
  at: { readonly cityId: CityId; readonly alertId: AlertId },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const alert = await alertInScope(tx.db, EVERYTHING, at);
    if (alert?.state !== 'done') return;
    const { alertId, cityId, communityId, kind, topic } = alert;
    const standing = await knownTopics(tx.db, alert, tx.now);
    if (kind === 'spike' && topic !== null && standing.has(topic)) return;
    if (!(await saveAlert(tx.db, moved(alert, 'in_hand', { userId: null, at: tx.now })))) return;
    await tx.announce([AlertRaised(alertId, { alertId, cityId, communityId, kind, topic })]);
  });
}
