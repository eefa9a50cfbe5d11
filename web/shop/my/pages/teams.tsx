import type { ReactNode } from 'react';
import type { OwnTeams } from '#modules/commerce/contract';
import { Link } from '../../../shared/router.tsx';
import { Await, Empty, Skeleton } from '../../../shared/states.tsx';
import { MyPage } from '../parts/page.tsx';
import { TeamCard } from '../parts/team-card.tsx';
import { useOwnAnswer } from '../use-own.ts';

/** Teams in which I have a place: those that still wait for people first. */
export function TeamsPage(): ReactNode {
  const query = useOwnAnswer<OwnTeams>('teams');
  return (
    <MyPage title="我的团">
      <Await query={query} loading={<Skeleton rows={8} />}>
        {({ now, items }) =>
          items.length === 0 ? (
            <Empty title="还没有参加过拼团" hint="在小区的团购里选「开新团」或「参团」。" />
          ) : (
            <ul className="my-list">
              {items
                .toSorted((a, b) => Number(b.state === 'open') - Number(a.state === 'open'))
                .map((team) => (
                  <li key={team.orderId}>
                    <TeamCard team={team} told={now}>
                      <Link to={`/my/orders/${team.orderId}`} className="my-second">
                        {team.mine === 'held' && team.state === 'open' ? '还没付款，去付款' : '看订单'}
                      </Link>
                    </TeamCard>
                  </li>
                ))}
            </ul>
          )
        }
      </Await>
    </MyPage>
  );
}
