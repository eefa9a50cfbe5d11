import type { ReactNode } from 'react';
import type { ShopHome } from '#modules/commerce/contract';
import { dateTime } from '../../shared/format.ts';
import { digitsOf } from '../cart/cart.ts';
import { Countdown } from '../parts/countdown.tsx';
import { Faces } from '../parts/faces.tsx';
import { dayWords } from '../parts/left-words.ts';
import { money } from '../parts/money.ts';
import { Picture } from '../parts/picture.tsx';

type CardGroupBuy = ShopHome['groupBuys'][number];
const SHOWN = 3;

/** A group buy in the list of today. */
export function GroupCard({
  groupBuy,
  told,
  first,
}: {
  groupBuy: CardGroupBuy;
  told: string;
  first: boolean;
}): ReactNode {
  const { title, kind, kindName, state, cutOffAt, opensAt, pickupOn, people, joined, items, itemCount, leaderName } =
    groupBuy;
  const rest = itemCount - Math.min(items.length, SHOWN);
  return (
    <li className="home-group">
      <a href={`/g/${digitsOf(groupBuy.groupBuyNumber)}`}>
        <div className="home-group-head">
          <h3>{title}</h3>
          <span className="shop-tag">{kindName}</span>
        </div>
        <p className="home-group-time">
          {state === 'open' ? (
            <Countdown until={cutOffAt} told={told} label="距截单" over="已截单" />
          ) : (
            <span className="shop-countdown">{dateTime(opensAt, told)} 开团</span>
          )}
          <span>{dayWords(pickupOn, Date.parse(told))}自提</span>
        </p>
        <ul className="home-group-goods">
          {items.slice(0, SHOWN).map((item) => (
            <li key={item.skuId}>
              <Picture fileId={item.imageId} size={88} eager={first} />
              <span>{item.name}</span>
              <strong>{money(item.priceFen)}</strong>
            </li>
          ))}
        </ul>
        <p className="home-group-people">
          <Faces people={joined} most={5} />
          <span>
            {people === 0 ? (state === 'open' ? '还没人下单，来当第一个' : '还没开始') : `${people}位邻居已参加`}
            {leaderName === '' ? '' : ` · 团长${leaderName}`}
          </span>
          <em>
            {rest > 0 ? `还有${rest}样` : state !== 'open' ? '先看看' : kind === 'open_list' ? '去接龙' : '去参团'}
          </em>
        </p>
      </a>
    </li>
  );
}
