import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MemberCard, PublishedMembership } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { count, date } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { Link } from '../../../shared/router.tsx';
import { useMe } from '../../../shared/session.tsx';
import { Await, Skeleton } from '../../../shared/states.tsx';
import { measured, progressPercent } from '../goods/member-words.ts';
import { Card, MyPage, RowLink } from '../parts/page.tsx';
import { useOwnAnswer } from '../use-own.ts';

/** My level and the way to the next, points, badges, and the rules that everybody may read. */
export function MemberPage(): ReactNode {
  const query = useOwnAnswer<MemberCard>('membership');
  return (
    <MyPage title="会员">
      <Await query={query} loading={<Skeleton rows={8} />}>
        {(card) => (
          <>
            <Level card={card} />
            <Points card={card} />
            <Card>
              <RowLink to="/my/mall" title="积分商城" hint="用积分换东西、换服务" />
              <RowLink to="/my/vouchers" title="我的兑换券" />
            </Card>
            <Badges card={card} />
          </>
        )}
      </Await>
      <Rules />
    </MyPage>
  );
}

function Level({ card }: { card: MemberCard }): ReactNode {
  const me = useMe();
  const percent = progressPercent(card);
  return (
    <section className="my-level" aria-label="等级">
      <p className="my-level-name">
        <Icon name="medal" size={30} />
        <span>
          <strong>{card.levelName}</strong>
          <small>{me.displayName}</small>
        </span>
      </p>
      <div
        className="my-level-bar"
        role="progressbar"
        aria-label="离下一级"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <p>
        {card.next === null ? '已经是最高一级' : card.next.words}
        <small>
          近一年 {measured(card.measure, card.reached)}
          {card.levelUntil === null ? '' : `，${date(`${card.levelUntil}T12:00:00+08:00`)}再看`}
        </small>
      </p>
      {card.benefits.length === 0 ? null : (
        <ul className="my-benefits">
          {card.benefits.map((benefit) => (
            <li key={benefit}>
              <Icon name="sent" size={18} />
              {benefit}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Points({ card }: { card: MemberCard }): ReactNode {
  return (
    <section className="my-card" aria-labelledby="points">
      <header>
        <h2 id="points">积分</h2>
        <Link to="/my/points" className="my-more">
          明细
          <Icon name="forward" size={16} />
        </Link>
      </header>
      <p className="my-balance">
        <strong>{count(card.points)}</strong>
        <span>{card.words}</span>
      </p>
      {card.expiring.length === 0 ? null : (
        <ul className="my-expiring">
          {card.expiring.map(({ points, on }) => (
            <li key={on}>
              <span>{date(`${on}T12:00:00+08:00`)}到期</span>
              <strong>{count(points)}</strong>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Badges({ card }: { card: MemberCard }): ReactNode {
  if (card.badges.length + card.badgesToEarn.length === 0) return null;
  return (
    <Card title="徽章">
      <ul className="my-badges">
        {card.badges.map((badge) => (
          <li key={`${badge.code}/${badge.earnedAt}`}>
            <Icon name="medal" size={26} />
            <span>
              <strong>{badge.name}</strong>
              <small>
                {badge.words} · {date(badge.earnedAt)}
              </small>
            </span>
          </li>
        ))}
        {card.badgesToEarn.map((badge) => (
          <li key={badge.code} className="my-badge-open">
            <Icon name="medal" size={26} />
            <span>
              <strong>{badge.name}（还没拿到）</strong>
              <small>{badge.published}</small>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The same for everybody, and published. */
function Rules(): ReactNode {
  const query = useQuery({
    queryKey: ['shop', 'membership'],
    queryFn: () => api.get<PublishedMembership>('/api/commerce/shop/membership'),
    staleTime: 600_000,
  });
  if (query.data === undefined) return null;
  const { points, levels } = query.data;
  return (
    <details className="my-card my-rules">
      <summary>等级和积分怎么算</summary>
      <p>{points}</p>
      <ul>
        {levels.map((level) => (
          <li key={level.level}>
            <strong>{level.name}</strong>
            <span>{level.published}</span>
            {level.benefits.length === 0 ? null : <small>{level.benefits.join('、')}</small>}
          </li>
        ))}
      </ul>
    </details>
  );
}
