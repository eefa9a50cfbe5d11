import { useQueries, useQuery } from '@tanstack/react-query';
import { useMay } from '../../shared/session.tsx';
import type { Op } from '../outbox/op.ts';
import { waitingArrival } from './arrival-draft.ts';
import { groupsQuery } from './group-queries.ts';
import { claimsQuery, parcelsQuery, pickUpQuery, type ParcelView } from './pickup-queries.ts';
import { serverTime } from './server-time.ts';
import { claimCards, groupCards, pickUpCards, type TradeCard } from './trade-today.ts';
import type { WithWaiting } from './waiting.ts';

/** What group buys and pick-up points want of me today; nothing for whoever has none. */
export function useTradeToday(ops: readonly Op[], now: number): readonly WithWaiting<TradeCard>[] {
  const leads = useMay('group_buy.act');
  const keeps = useMay('pickup.act');
  const running = useQuery({ ...groupsQuery('running'), enabled: leads }).data;
  const over = useQuery({ ...groupsQuery('over'), enabled: leads }).data;
  const pickUp = useQuery({ ...pickUpQuery(), enabled: keeps }).data;
  const claims = useQuery({ ...claimsQuery('open'), enabled: keeps }).data;
  const cards = [
    ...groupCards({ running: running?.items, over: over?.items }, serverTime(running, now)),
    ...pickUpCards(pickUp),
    ...claimCards(claims?.items),
  ];
  return cards.map((item) => ({ item, waiting: item.what === 'arrival' && isWaiting(ops, item.to) }));
}

/** An arrival was confirmed on this phone and is not sent: `/pickup/arrivals/<point>/<day>`. */
function isWaiting(ops: readonly Op[], to: string): boolean {
  const [, , , pickupPointId = '', day = ''] = to.split('/');
  return waitingArrival(ops, { pickupPointId, pickupOn: day === 'now' ? null : day }) !== undefined;
}

const VIEWS: readonly ParcelView[] = ['to_collect', 'on_the_way'];

/** Fetches the lists of my points and keeps them on the phone, wherever one is: the basement has no network. */
export function useKeptLists(): void {
  const keeps = useMay('pickup.act');
  const points = useQuery({ ...pickUpQuery(), enabled: keeps }).data?.points ?? [];
  const busy = points.filter((point) => point.days.some((day) => day.onTheWay + day.arrived > 0));
  useQueries({ queries: busy.flatMap((point) => VIEWS.map((view) => parcelsQuery(point.pickupPointId, view))) });
}
