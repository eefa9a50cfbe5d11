import type { ReactNode } from 'react';
import type { PointMoveItem } from '#modules/commerce/contract';
import { count, dateTime } from '../../../shared/format.ts';
import { Link } from '../../../shared/router.tsx';
import { Empty } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { byMonth, signed } from '../goods/member-words.ts';
import { Endless } from '../parts/endless.tsx';
import { MyPage } from '../parts/page.tsx';
import { useOwnPages } from '../use-own.ts';

/** Where points came from and went, line by line. */
export function PointsPage(): ReactNode {
  const query = useOwnPages<PointMoveItem>('points', { limit: 40 });
  const now = new Date(useNow()).toISOString();
  return (
    <MyPage title="积分明细" back="/my/member">
      <Endless
        query={query}
        isEmpty={([first]) => first === undefined || first.items.length === 0}
        empty={<Empty title="还没有积分" hint="订单完成后，每付 1 元得 1 分。" />}
      >
        {(pages) =>
          byMonth(
            pages.flatMap(({ items }) => items),
            now,
          ).map(({ month, moves }) => (
            <section key={month} className="my-card" aria-label={month}>
              <header>
                <h2>{month}</h2>
              </header>
              <ul className="my-moves">
                {moves.map((move) => (
                  <li key={move.moveNo}>
                    <span>
                      <strong>{move.kindName}</strong>
                      <span>{move.words}</span>
                      <small>
                        {dateTime(move.at)} · 余 {count(move.balance)}
                        {move.orderId === null ? null : (
                          <>
                            {' · '}
                            <Link to={`/my/orders/${move.orderId}`}>看订单</Link>
                          </>
                        )}
                      </small>
                    </span>
                    <em className={move.points < 0 ? 'my-minus' : 'my-plus'}>{signed(move.points)}</em>
                  </li>
                ))}
              </ul>
            </section>
          ))
        }
      </Endless>
    </MyPage>
  );
}
