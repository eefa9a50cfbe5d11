import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, InputNumber } from 'antd';
import { useState, type ReactNode } from 'react';
import type { RewardItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count, dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { REWARDS_KEY, REWARDS_PATH } from '../deals-paths.ts';
import { MOVES, PLACES, type RewardMove } from './reward-draft.ts';
import { RewardForm } from './reward-form.tsx';

export function OpenReward({ id }: { id: string }): ReactNode {
  const query = useQuery({
    queryKey: [...REWARDS_KEY, 'one', id],
    queryFn: ({ signal }) => api.get<RewardItem>(`${REWARDS_PATH}/${id}`, { signal }),
    refetchOnWindowFocus: false,
  });
  return <Await query={query}>{(reward) => <RewardBodyView reward={reward} />}</Await>;
}

function RewardBodyView({ reward }: { reward: RewardItem }): ReactNode {
  const now = useNow();
  const mayEdit = useMay('member.edit');
  const [editing, setEditing] = useState(false);
  return (
    <Panel>
      <p className="member-published">{reward.published}</p>
      {mayEdit ? <Moves reward={reward} /> : null}
      <Stock reward={reward} mayEdit={mayEdit} />
      <PanelSection title="怎么换">
        <Facts
          facts={[
            ['说明', reward.words === '' ? undefined : reward.words],
            ['在哪领', PLACES[reward.handedInAt]],
            ['从哪天到哪天', `${reward.from} 到 ${reward.to}`],
            ['活动时间', reward.takesPlaceAt === null ? undefined : dateTime(reward.takesPlaceAt, now)],
            ['券管几天', `${count(reward.voucherDays)}天`],
            ['可以退', reward.cancelHours === 0 ? '不能退' : `${count(reward.cancelHours)}小时内`],
            ['每人', reward.perPersonLimit === null ? '不限' : `${count(reward.perPersonLimit)}份`],
            ['等级', reward.minLevel === 0 ? '都能换' : `${count(reward.minLevel)}级起`],
            [
              '换了的',
              <Link key="vouchers" to="/deals/members" search={{ view: 'vouchers', of: reward.rewardId } as never}>
                看谁换了
              </Link>,
            ],
          ]}
        />
      </PanelSection>
      {!mayEdit || reward.state === 'ended' ? null : editing ? (
        <PanelSection title="改">
          {reward.state === 'draft' ? null : (
            <p className="panel-note">上过架了，只能改得更好：更少的分、更长的时间。</p>
          )}
          <RewardForm key={reward.revision} reward={reward} onDone={() => setEditing(false)} />
        </PanelSection>
      ) : (
        <div>
          <Button onClick={() => setEditing(true)}>改</Button>
        </div>
      )}
    </Panel>
  );
}

/** Moves that its state allows; ending cannot be taken back, so it is asked twice. */
function Moves({ reward }: { reward: RewardItem }): ReactNode {
  const [sure, setSure] = useState(false);
  const act = useAct(
    (move: RewardMove, key) => api.post(`${REWARDS_PATH}/${reward.rewardId}/move`, { body: { move }, key }),
    { stale: [REWARDS_KEY], onDone: () => setSure(false) },
  );
  if (reward.moves.length === 0) return null;
  return (
    <div>
      <div className="deal-acts">
        {reward.moves.map((move) => (
          <Button
            key={move}
            type={move === 'publish' || move === 'resume' ? 'primary' : 'default'}
            danger={move === 'end'}
            loading={act.busy}
            onBlur={() => setSure(false)}
            onClick={() => (move === 'end' && !sure ? setSure(true) : void act.run(move))}
          >
            {move === 'end' && sure ? '再点一下，结束不能恢复' : MOVES[move]}
          </Button>
        ))}
      </div>
      <ProblemLine problem={act.problem} />
    </div>
  );
}

function Stock({ reward, mayEdit }: { reward: RewardItem; mayEdit: boolean }): ReactNode {
  const [change, setChange] = useState<number | null>(null);
  const act = useAct(
    (by: number, key) => api.post(`${REWARDS_PATH}/${reward.rewardId}/stock`, { body: { change: by }, key }),
    { stale: [REWARDS_KEY], onDone: () => setChange(null) },
  );
  return (
    <PanelSection title={`还剩 ${count(reward.stock - reward.taken)} 份`}>
      <p className="panel-note">
        一共{count(reward.stock)}份，换走{count(reward.taken)}份。
      </p>
      {mayEdit && reward.state !== 'ended' ? (
        <div className="member-line member-stock">
          <InputNumber<number>
            aria-label="加几份，减就写负数"
            placeholder="加几份，减写负数"
            precision={0}
            min={reward.taken - reward.stock}
            max={1_000_000}
            value={change}
            onChange={setChange}
          />
          <Button
            disabled={change === null || change === 0}
            loading={act.busy}
            onClick={() => (change === null ? undefined : void act.run(change))}
          >
            {(change ?? 0) < 0 ? '减掉' : '补上'}
          </Button>
        </div>
      ) : null}
      <ProblemLine problem={act.problem} />
    </PanelSection>
  );
}
