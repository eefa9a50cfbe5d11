import type { ReactNode } from 'react';
import type { ShopGroupBuy, ShopTeam } from '#modules/commerce/contract';
import { digitsOf, unitsOf } from '../cart/cart.ts';
import type { CartInHand } from '../cart/use-cart.ts';
import { Face } from '../parts/faces.tsx';
import { leftOnClock } from '../parts/left-words.ts';
import { missingWords, mostOf, type GroupItem } from './group-words.ts';

interface TeamsProps {
  readonly groupBuy: ShopGroupBuy;
  readonly teams: readonly ShopTeam[];
  /** The team of a neighbour's link takes nobody any more. */
  readonly linkGone: boolean;
  /** The server's, in milliseconds. */
  readonly now: number;
  /** A team's id, `new`, or nothing yet. */
  readonly chosen: string | undefined;
  readonly hand: CartInHand;
  readonly onChoose: (team: string) => void;
}

/** Teams that take people, and beginning one. With one thing on the list, joining puts it in and goes on. */
export function Teams({ groupBuy, teams, linkGone, now, chosen, hand, onChoose }: TeamsProps): ReactNode {
  const open = teams.filter((team) => team.state === 'open' && Date.parse(team.expiresAt) > now);
  const choose = (team: string): void => {
    onChoose(team);
    if (unitsOf(hand.cart) > 0) goOn(groupBuy, team);
    else if (theOnlyItem(groupBuy) !== undefined) joinWithOne(groupBuy, hand, team);
    else document.getElementById('goods')?.scrollIntoView({ block: 'start' });
  };
  // Of a neighbour's link the team is chosen, but nothing of it is taken yet.
  const isTaken = (team: string): boolean =>
    team === chosen && (unitsOf(hand.cart) > 0 || theOnlyItem(groupBuy) === undefined);
  return (
    <section className="shop-card group-teams" aria-labelledby="teams">
      <h2 id="teams">
        {groupBuy.teamSize}人成团
        <small>{groupBuy.teamHours}小时内凑齐，没成团全额原路退回</small>
      </h2>
      {linkGone ? (
        <p className="shop-note" role="status">
          邻居发来的那个团已经满员或到时间了。可以参加下面的，或者自己开一个。
        </p>
      ) : null}
      {open.length === 0 ? <p className="shop-hint">还没有正在等人的团，开一个叫上邻居。</p> : null}
      <ul>
        {open.map((team) => (
          <li key={team.teamId} className={team.teamId === chosen ? 'group-team group-team-mine' : 'group-team'}>
            <Face name={team.openedBy} seed={team.openedByFace} />
            <p>
              <span>
                {team.openedBy}的团 <strong>{missingWords(team)}</strong>
              </span>
              <small>
                还剩 <span aria-hidden>{leftOnClock(Date.parse(team.expiresAt), now)}</span>
                <span className="visually-hidden">一会儿</span>
              </small>
            </p>
            <button
              type="button"
              disabled={team.left === 0}
              aria-pressed={isTaken(team.teamId)}
              onClick={() => choose(team.teamId)}
            >
              {team.left === 0 ? '满员' : isTaken(team.teamId) ? '已选' : '参团'}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="shop-quiet" aria-pressed={chosen === 'new'} onClick={() => choose('new')}>
        自己开一个团
      </button>
    </section>
  );
}

/** What is bought together where there is nothing to choose from. */
export function theOnlyItem({ items }: ShopGroupBuy): GroupItem | undefined {
  const [only, ...others] = items;
  const sold = only !== undefined && only.notSoldWhy === null && (mostOf(only) ?? 1) > 0;
  return sold && others.length === 0 ? only : undefined;
}

/** One tap: one of it into the cart, and on to the order. */
export function joinWithOne(groupBuy: ShopGroupBuy, hand: CartInHand, team: string): void {
  const only = theOnlyItem(groupBuy);
  if (only === undefined) return;
  const { skuId, name, unit, imageId, priceFen } = only;
  hand.put({ skuId, quantity: 1, name, unit, imageId, unitFen: priceFen });
  goOn(groupBuy, team);
}

const goOn = ({ groupBuyNumber }: ShopGroupBuy, team: string): void =>
  location.assign(`/checkout/g/${digitsOf(groupBuyNumber)}?team=${team}`);
