import { useEffect, useState, type ReactNode } from 'react';
import { Empty } from '../../shared/states.tsx';
import { lastCommunity, type RememberedCommunity } from '../community/last-community.ts';

/** Nothing to order here, and the ways on. */
export function Nothing({ title, hint }: { title: string; hint: string }): ReactNode {
  const [last, setLast] = useState<RememberedCommunity>();
  useEffect(() => setLast(lastCommunity()), []);
  return (
    <main className="shop-page">
      <h1 className="visually-hidden">{title}</h1>
      <Empty
        title={title}
        hint={hint}
        action={
          <p className="buy-ways">
            <a className="shop-quiet" href={last === undefined ? '/' : `/c/${last.communityId}`}>
              {last === undefined ? '选小区' : `去${last.name}看看`}
            </a>
            <a className="shop-quiet" href="/my">
              我的订单
            </a>
          </p>
        }
      />
    </main>
  );
}
