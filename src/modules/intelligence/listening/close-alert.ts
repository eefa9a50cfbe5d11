import type { CityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { EVERYTHING } from '#platform/permission';
import { AlertClosed } from '../events.ts';
import { moved, type AlertId } from './alert.ts';
import { alertInScope, saveAlert } from './alert-store.ts';

/** The ticket of an alert is done, and so is the alert. Announces AlertClosed. */
export async function closeAlert(
  ctx: Context,
  at: { readonly cityId: CityId; readonly alertId: AlertId },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const alert = await alertInScope(tx.db, EVERYTHING, at);
    if (alert?.state !== 'in_hand') return;
    if (!(await saveAlert(tx.db, moved(alert, 'done', { userId: null, at: tx.now })))) return;
    const { alertId, cityId, communityId } = alert;
    await tx.announce([AlertClosed(alertId, { alertId, cityId, communityId, state: 'done' })]);
  });
}
