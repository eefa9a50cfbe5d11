import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MallReward } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { Link } from '../../../shared/router.tsx';
import { Await, Empty, Skeleton } from '../../../shared/states.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { MyPage } from '../parts/page.tsx';
import { RewardPicture } from '../parts/reward-picture.tsx';
import { keyOf, OWN, TOPICS } from '../paths.ts';
import { useCommunity } from '../use-community.ts';

const KINDS = [
  { kind: undefined, name: '全部' },
  { kind: 'goods', name: '实物' },
  { kind: 'service', name: '服务' },
  { kind: 'experience', name: '体验' },
] as const;

/** 积分商城: what points can be had for where I live. */
export function MallPage(): ReactNode {
  const community = useCommunity();
  return (
    <MyPage title="积分商城" lead={community?.name} back="/my/member">
      {community === undefined ? (
        <Empty
          title="先选一个小区"
          hint="能兑换什么，每个小区不一样。"
          action={
            <a className="my-second" href="/">
              选小区
            </a>
          }
        />
      ) : (
        <Rewards communityId={community.communityId} />
      )}
    </MyPage>
  );
}

function Rewards({ communityId }: { communityId: string }): ReactNode {
  const [kind, setKind] = useState<(typeof KINDS)[number]['kind']>();
  const queryKey = [...keyOf('rewards'), communityId];
  const query = useQuery({
    queryKey,
    queryFn: () => api.get<{ balance: number; items: readonly MallReward[] }>(OWN.rewards, { query: { communityId } }),
  });
  useLiveQuery(TOPICS.rewards, queryKey);
  return (
    <Await query={query} loading={<Skeleton rows={8} />}>
      {({ balance, items }) => {
        const shown = items.filter((reward) => kind === undefined || reward.kind === kind);
        return (
          <>
            <p className="my-mall-balance">
              <span>
                我有 <strong>{count(balance)}</strong> 积分
              </span>
              <Link to="/my/vouchers">我的兑换券</Link>
            </p>
            <div className="my-chips" role="group" aria-label="换什么">
              {KINDS.map((one) => (
                <button key={one.name} type="button" aria-pressed={kind === one.kind} onClick={() => setKind(one.kind)}>
                  {one.name}
                </button>
              ))}
            </div>
            {shown.length === 0 ? (
              <Empty title={items.length === 0 ? '这里还没有可以兑换的' : '这一类还没有'} hint="上新了会在这里出现。" />
            ) : (
              <ul className="my-rewards">
                {shown.map((reward) => (
                  <li key={reward.rewardId}>
                    <Link to={`/my/mall/${reward.rewardId}`}>
                      <RewardPicture reward={reward} size={160} />
                      <strong>{reward.title}</strong>
                      <span className="my-reward-price">
                        <em>{count(reward.points)}</em> 积分
                      </span>
                      <small>{reward.mayRedeem ? `还剩${reward.left}份` : (reward.why ?? '现在换不了')}</small>
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </>
        );
      }}
    </Await>
  );
}
