import type { CityId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import type { OrderId } from '../orders/order.ts';
import { TeamFilled } from './group-buys-events.ts';
import { factsOf, type GroupBuyId } from './group-buy.ts';
import { groupBuysByIds } from './group-buy-store.ts';
import type { TeamId } from './team.ts';
import { countPaid, lockTeam } from './team-store.ts';

export interface PaidAsked {
  readonly cityId: CityId;
  readonly order: {
    readonly orderId: OrderId;
    readonly groupBuyId: GroupBuyId;
    readonly teamId: TeamId | null;
    readonly quantity: number;
    readonly amountFen: Fen;
  };
}

export interface GroupBuyPaid {
  readonly state: 'paid' | 'awaiting_group';
  /** Other orders that are paid now, because their team is full. */
  readonly filledOrders: OrderId[];
}

/** Of an order that waits for nobody. */
export const STANDS: GroupBuyPaid = { state: 'paid', filledOrders: [] };

/**
 * Part of receiving money: whether an order stands now, or waits for its team. No statement without a team. The team is
 * locked, so that of those who pay at once exactly one fills it. Money that comes for a team that failed meanwhile waits,
 * and the settlement sends it back. Announces TeamFilled.
 */
export async function groupBuyPaid(tx: Tx, { cityId, order }: PaidAsked): Promise<GroupBuyPaid> {
  const { orderId, teamId } = order;
  if (teamId === null) return STANDS;
  const team = await lockTeam(tx.db, { cityId, teamId });
  if (team === undefined) throw new Error(`team ${teamId} is gone`);
  const { state, members } = await countPaid(tx.db, team, orderId, tx.now);
  if (state !== 'filled') return { state: 'awaiting_group', filledOrders: [] };
  if (team.state === 'filled') return STANDS;
  const [groupBuy] = await groupBuysByIds(tx.db, [order.groupBuyId]);
  if (groupBuy === undefined) throw new Error(`group buy ${order.groupBuyId} is gone`);
  await tx.announce([TeamFilled(teamId, { ...factsOf(groupBuy), teamId, members: [...members] })]);
  const others = members.map((member) => member.orderId).filter((id) => id !== orderId);
  return { state: 'paid', filledOrders: others };
}
