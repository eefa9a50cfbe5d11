import { NotFound } from '#kernel/errors';
import type { CityId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { userOf } from '../actor.ts';
import { AlertClosed } from '../events.ts';
import { AlertChangedMeanwhile, moved, type Alert, type AlertId, type DismissReason } from './alert.ts';
import { alertInScope, saveAlert } from './alert-store.ts';
import { giveToDesk } from './raise-alerts.ts';

interface Asked {
  readonly cityId: CityId;
  readonly alertId: AlertId;
  /** The revision that was on the screen. */
  readonly revision: number;
}

async function seen(ctx: Context, tx: Tx, asked: Asked): Promise<Alert> {
  const alert = await alertInScope(tx.db, ctx.scope, asked);
  if (alert === undefined) throw new NotFound('alert');
  if (alert.revision !== asked.revision) throw new AlertChangedMeanwhile();
  return alert;
}

/** An alert becomes a ticket with an owner and a deadline. @throws NotFound, AlertChangedMeanwhile, IllegalMove */
export async function turnIntoTicket(ctx: Context, asked: Asked): Promise<Alert> {
  return ctx.transaction(async (tx) => {
    const next = await giveToDesk(tx, await seen(ctx, tx, asked), userOf(tx.actor));
    if (next === undefined) throw new AlertChangedMeanwhile();
    await tx.audit({ action: 'take-alert', subject: { kind: 'listening_alert', id: asked.alertId } });
    return next;
  });
}

/** Nothing is to be done about an alert, and why. @throws NotFound, AlertChangedMeanwhile, IllegalMove */
export async function dismissAlert(ctx: Context, asked: Asked & { readonly reason: DismissReason }): Promise<Alert> {
  return ctx.transaction(async (tx) => {
    const alert = await seen(ctx, tx, asked);
    const by = { userId: userOf(tx.actor), at: tx.now, dismissReason: asked.reason };
    const next = moved(alert, 'dismissed', by);
    if (!(await saveAlert(tx.db, next))) throw new AlertChangedMeanwhile();
    const { alertId, cityId, communityId } = next;
    await tx.announce([AlertClosed(alertId, { alertId, cityId, communityId, state: 'dismissed' })]);
    const details = { reason: asked.reason };
    await tx.audit({ action: 'dismiss-alert', subject: { kind: 'listening_alert', id: alertId }, details });
    return next;
  });
}
