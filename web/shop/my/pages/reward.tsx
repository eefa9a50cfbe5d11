import { useState, type ReactNode } from 'react';
import type { MallRewardDetail, OwnVoucher } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { count, date, dateTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { navigate } from '../../../shared/router.tsx';
import { Await, Empty, ProblemLine, Skeleton } from '../../../shared/states.tsx';
import { Card, Facts, MyPage } from '../parts/page.tsx';
import { RewardPicture } from '../parts/reward-picture.tsx';
import { keyOf, OWN } from '../paths.ts';
import { useCommunity } from '../use-community.ts';
import { useOwn } from '../use-own.ts';

/** One thing of the points mall: what it is, where it is handed in, and redeeming it. */
export function RewardPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const community = useCommunity();
  if (community === undefined) return <Empty title="先选一个小区" hint="从小区的链接进来，再看能换什么。" />;
  return <Reward rewardId={params['rewardId'] ?? ''} communityId={community.communityId} />;
}

function Reward({ rewardId, communityId }: { rewardId: string; communityId: string }): ReactNode {
  const query = useOwn<MallRewardDetail>('rewards', rewardId, { communityId });
  return (
    <Await query={query} loading={<Skeleton rows={8} />}>
      {(reward) => (
        <MyPage title={reward.title} back="/my/mall">
          <section className="my-card my-reward">
            <RewardPicture reward={reward} size={280} large />
            <p className="my-reward-price">
              <em>{count(reward.points)}</em> 积分
              <small>还剩{reward.left}份</small>
            </p>
            {reward.words === '' ? null : <p>{reward.words}</p>}
            <Facts
              rows={[
                ['类型', reward.kindName],
                ['规则', reward.published],
                ['时间', reward.takesPlaceAt === null ? null : dateTime(reward.takesPlaceAt)],
                ['截止', `${date(`${reward.until}T12:00:00+08:00`)}前可以换`],
                ['已换过', reward.mine === 0 ? null : `${reward.mine}份`],
              ]}
            />
          </section>
          <Redeem reward={reward} communityId={communityId} />
        </MyPage>
      )}
    </Await>
  );
}

type Place = MallRewardDetail['places'][number];
const placeKey = (place: Place): string => place.pickupPointId ?? place.storeId ?? place.name;

function Redeem({ reward, communityId }: { reward: MallRewardDetail; communityId: string }): ReactNode {
  const [chosen, setChosen] = useState<string>();
  const [asking, setAsking] = useState(false);
  const place =
    reward.places.find((one) => placeKey(one) === chosen) ??
    (reward.places.length === 1 ? reward.places[0] : undefined);
  const redeem = useAct(
    (pickupPointId: string | null, key: string) =>
      api.post<OwnVoucher>(`${OWN.rewards}/${reward.rewardId}/redeem`, {
        body: { communityId, pickupPointId, points: reward.points },
        key,
      }),
    {
      stale: [keyOf('rewards'), keyOf('vouchers'), keyOf('membership'), keyOf('points')],
      onDone: ({ voucherId }) => navigate(`/my/vouchers/${voucherId}`, { replace: true }),
    },
  );
  return (
    <>
      {reward.places.length < 2 || !reward.mayRedeem ? null : (
        <PlaceChoice places={reward.places} chosen={place} onChoose={(one) => setChosen(placeKey(one))} />
      )}
      <div className="my-paybar" role="region" aria-label="兑换">
        <ProblemLine problem={redeem.problem} />
        <p className="my-claim-sum">
          <span>我有 {count(reward.balance)} 积分</span>
          {reward.balance >= reward.points ? <span>换完剩 {count(reward.balance - reward.points)}</span> : null}
        </p>
        {asking && reward.mayRedeem ? (
          <div className="my-two">
            <button type="button" className="my-second" disabled={redeem.busy} onClick={() => setAsking(false)}>
              再想想
            </button>
            <button
              type="button"
              className="my-main"
              disabled={redeem.busy}
              onClick={() => void redeem.run(place?.pickupPointId ?? null)}
            >
              {redeem.busy ? '正在换…' : `用${count(reward.points)}积分换`}
            </button>
          </div>
        ) : (
          <button
            type="button"
            className="my-main"
            disabled={!reward.mayRedeem || place === undefined}
            onClick={() => setAsking(true)}
          >
            {reward.mayRedeem ? (place === undefined ? '先选在哪里领' : '兑换') : (reward.why ?? '现在换不了')}
          </button>
        )}
      </div>
    </>
  );
}

interface PlaceChoiceProps {
  readonly places: readonly Place[];
  readonly chosen: Place | undefined;
  readonly onChoose: (place: Place) => void;
}

function PlaceChoice({ places, chosen, onChoose }: PlaceChoiceProps): ReactNode {
  return (
    <Card title="在哪里领？">
      <div className="my-points" role="radiogroup" aria-label="在哪里领">
        {places.map((one) => (
          <label key={placeKey(one)}>
            <input
              type="radio"
              name="place"
              aria-label={one.name}
              checked={chosen === one}
              onChange={() => onChoose(one)}
            />
            <span>
              <strong>{one.name}</strong>
            </span>
          </label>
        ))}
      </div>
    </Card>
  );
}
