import type { Context, Tx } from '#platform/context';
import { callOffOrders } from './call-off-orders.ts';
import { TeamFailed } from './group-buys-events.ts';
import { factsOf, type GroupBuy } from './group-buy.ts';
import { groupBuysByIds } from './group-buy-store.ts';
import type { Team } from './team.ts';
import { failDueTeams, failTeamsOf, strandedSeats } from './team-store.ts';

const TEAMS = 100;
const ORDERS = 50;
const STANDING = ['placed', 'awaiting_group', 'paid'] as const;

/**
 * Fails teams whose hours are over and sends back what was paid for them; answers how many failed. A payment that is
 * being counted goes first. Announces TeamFailed.
 */
export async function expireTeams(ctx: Context): Promise<number> {
  let total = 0;
  for (let done = TEAMS; done === TEAMS; total += done) {
    done = await ctx.transaction(async (tx) => {
      const failed = await failDueTeams(tx.db, tx.now, TEAMS);
      await announceFailed(tx, failed);
      return failed.length;
    });
  }
  await sendBackStranded(ctx);
  return total;
}

/** Fails what did not fill of group buys that are frozen; of those that are called off, what did, too. */
export async function judgeTeams(ctx: Context, closing: readonly GroupBuy[]): Promise<void> {
  for (const { cityId, groupBuyId, cancelReason } of closing.filter((it) => it.kind === 'min_size')) {
    await ctx.transaction(async (tx) => {
      const all = cancelReason !== null;
      await announceFailed(tx, await failTeamsOf(tx.db, { cityId, groupBuyId, all }, tx.now));
    });
  }
}

/** Calls off the orders of failed teams: what was paid goes back to where it came from, stock and coupons are free. */
export async function sendBackStranded(ctx: Context): Promise<void> {
  for (;;) {
    const stranded = await strandedSeats(ctx.db, null, ORDERS);
    let done = 0;
    for (const [cityId, ofCity] of Map.groupBy(stranded, (seat) => seat.cityId)) {
      done += await callOffOrders(
        ctx,
        cityId,
        ofCity.map((seat) => seat.orderId),
        STANDING,
        'group_failed',
      );
    }
    // What somebody else holds comes with the next run.
    if (stranded.length < ORDERS || done === 0) return;
  }
}

async function announceFailed(tx: Tx, failed: readonly Team[]): Promise<void> {
  if (failed.length === 0) return;
  const groupBuys = new Map(
    (
      await groupBuysByIds(
        tx.db,
        failed.map((team) => team.groupBuyId),
      )
    ).map((it) => [it.groupBuyId, it]),
  );
  await tx.announce(
    failed.flatMap(({ teamId, groupBuyId }) => {
      const groupBuy = groupBuys.get(groupBuyId);
      return groupBuy === undefined ? [] : [TeamFailed(teamId, { ...factsOf(groupBuy), teamId })];
    }),
  );
}
