import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { MemberDetail, PointMoveItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count, date, dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine, ProblemView, Skeleton } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { useList } from '../../../parts/use-list.ts';
import { MEMBERS_KEY, MEMBERS_PATH } from '../deals-paths.ts';
import { adjustFault, reachedWords, signedPoints } from './member-words.ts';

export function OpenMember({ id }: { id: string }): ReactNode {
  const query = useQuery({
    queryKey: [...MEMBERS_KEY, 'one', id],
    queryFn: ({ signal }) => api.get<MemberDetail>(`${MEMBERS_PATH}/${id}`, { signal }),
  });
  return <Await query={query}>{(member) => <MemberBody member={member} />}</Await>;
}

const noonOf = (day: string): string => `${day}T12:00:00+08:00`;

function MemberBody({ member }: { member: MemberDetail }): ReactNode {
  return (
    <Panel>
      <Level member={member} />
      <Points member={member} />
      <Badges member={member} />
      <Ledger member={member} />
    </Panel>
  );
}

/** How far it is to the next level, as a bar: what is reached fills it. */
function Level({ member }: { member: MemberDetail }): ReactNode {
  const now = useNow();
  const { next, reached, measure } = member;
  const share = next === null || next.from === 0 ? 1 : Math.min(1, reached / next.from);
  return (
    <PanelSection title={member.levelName}>
      <div className="deal-bar" role="img" aria-label={`近一年${reachedWords(measure, reached)}`}>
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <p>{next === null ? '已经是最高一级。' : `${next.words}。`}</p>
      <Facts
        facts={[
          ['近一年', reachedWords(measure, reached)],
          ['完成', `${count(member.orders)}单`],
          ['这一级到', member.levelUntil === null ? undefined : date(noonOf(member.levelUntil), now)],
          ['权益', member.benefits.length === 0 ? '没有' : member.benefits.join('、')],
          ['来的时间', date(member.joinedAt, now)],
        ]}
      />
    </PanelSection>
  );
}

function Points({ member }: { member: MemberDetail }): ReactNode {
  const now = useNow();
  const mayEdit = useMay('member.edit');
  const [open, setOpen] = useState(false);
  return (
    <PanelSection
      title={`${count(member.points)} 分`}
      action={
        mayEdit && !open ? (
          <Button size="small" onClick={() => setOpen(true)}>
            加减积分
          </Button>
        ) : null
      }
    >
      <p className="panel-note">{member.words}</p>
      {(member.expiring.length > 1 ? member.expiring : []).map(({ points, on }) => (
        <p key={on} className="panel-note">
          {count(points)}分{date(noonOf(on), now)}过期
        </p>
      ))}
      {open ? <Adjust member={member} onClose={() => setOpen(false)} /> : null}
    </PanelSection>
  );
}

function Adjust({ member, onClose }: { member: MemberDetail; onClose: () => void }): ReactNode {
  const [points, setPoints] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const act = useAct(
    (body: { points: number; reason: string }, key) =>
      api.post(`${MEMBERS_PATH}/${member.memberId}/points`, { body, key }),
    { stale: [MEMBERS_KEY], onDone: onClose },
  );
  return (
    <div className="deal-box form-stack">
      <NumberField
        label="加几分（减就写负数）"
        hint="一位会员一天一共99分以内；加错了再减回来就行。"
        precision={0}
        min={-99}
        max={99}
        suffix="分"
        value={points}
        onChange={setPoints}
      />
      <Field label="为什么（会员会看到）">
        {(id) => <Input id={id} value={reason} maxLength={100} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <ProblemLine problem={act.problem} />
      <FormEnd
        verb={(points ?? 0) < 0 ? '减掉' : '加上'}
        fault={adjustFault(points, reason)}
        busy={act.busy}
        onDo={() => void act.run({ points: points ?? 0, reason: reason.trim() })}
        onClose={onClose}
      />
    </div>
  );
}

function Badges({ member }: { member: MemberDetail }): ReactNode {
  const now = useNow();
  if (member.badges.length === 0) return null;
  return (
    <PanelSection title={`${count(member.badges.length)} 枚勋章`}>
      <Facts
        facts={member.badges.map(({ name, words, earnedAt }) => [name, `${words} · ${date(earnedAt, now)}`] as const)}
      />
    </PanelSection>
  );
}

/** Every line of points, the newest first, with the balance after it. */
function Ledger({ member }: { member: MemberDetail }): ReactNode {
  const now = useNow();
  const list = useList<PointMoveItem>(
    [...MEMBERS_KEY, 'ledger', member.memberId, member.points],
    `${MEMBERS_PATH}/${member.memberId}/points`,
    { limit: 20 },
  );
  return (
    <PanelSection title="积分流水">
      {list.rows === undefined ? (
        list.problem === undefined ? (
          <Skeleton rows={4} />
        ) : (
          <ProblemView problem={list.problem} onRetry={list.retry} />
        )
      ) : list.rows.length === 0 ? (
        <p className="panel-note">还没有积分进出。</p>
      ) : (
        <ol className="member-moves">
          {list.rows.map((move) => (
            <li key={move.moveNo}>
              <span>
                {move.orderId === null ? (
                  move.kindName
                ) : (
                  <Link to="/deals/orders" search={{ order: move.orderId, state: 'all' } as never}>
                    {move.kindName}
                  </Link>
                )}
                <small>{move.words}</small>
              </span>
              <strong>{signedPoints(move)}</strong>
              <span className="member-balance">
                {count(move.balance)}
                <small>{dateTime(move.at, now)}</small>
              </span>
            </li>
          ))}
        </ol>
      )}
      {list.hasMore ? (
        <Button size="small" loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </PanelSection>
  );
}
