import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { dateTime } from '../../../shared/format.ts';
import { Await, Empty } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { asksMe, claimedGoods, claimResult } from '../../my/claim-words.ts';
import { dueWords } from '../../my/due.ts';
import { claimsQuery, type ClaimView } from '../../my/pickup-queries.ts';
import { useWaitingOps } from '../../my/queries.ts';
import { claimPath } from '../../my/trade-paths.ts';
import { AsOf } from '../../parts/as-of.tsx';
import { CardSkeletons } from '../../parts/card-skeletons.tsx';
import { Chips } from '../../parts/chips.tsx';
import { QueueCard } from '../../parts/queue-card.tsx';
import { PickupFrame } from './pickup-frame.tsx';

/** 售后 at my points: what wants my word first. I say what I saw and decide nothing. */
export function ClaimsPage(): ReactNode {
  return <PickupFrame at="/pickup/claims">{() => <Claims />}</PickupFrame>;
}

function Claims(): ReactNode {
  const now = useNow();
  const [view, setView] = useState<ClaimView>('open');
  const query = useQuery(claimsQuery(view));
  const ops = useWaitingOps();
  const claims = (query.data?.items ?? []).toSorted((a, b) => Number(asksMe(b)) - Number(asksMe(a)));
  return (
    <>
      <Chips
        label="看哪些售后"
        value={view}
        onPick={setView}
        choices={[
          { code: 'open', name: '在处理的' },
          { code: 'over', name: '处理完的' },
        ]}
      />
      <AsOf query={query} />
      <Await query={query} loading={<CardSkeletons cards={1} />}>
        {() =>
          claims.length === 0 ? (
            <Empty
              title={view === 'open' ? '没有要处理的售后' : '还没有处理完的'}
              hint="邻居说货有问题，会出现在这里，你说一句看到了什么。"
            />
          ) : (
            <ul className="page-stack">
              {claims.map((claim) => (
                <li key={claim.claimId}>
                  <QueueCard
                    to={`/pickup/claims/${claim.claimId}`}
                    who={`${claim.customerName || '邻居'} · ${claim.kindName}`}
                    what={`${claimedGoods(claim)} · ${claim.reasonName}`}
                    why={claimResult(claim)}
                    by={asksMe(claim) ? 'people' : 'system'}
                    due={
                      asksMe(claim)
                        ? dueWords(claim.dueAt, now)
                        : { degree: 'calm', text: dateTime(claim.openedAt, now) }
                    }
                    waiting={ops.some((op) => op.path === claimPath(claim.claimId, 'confirm'))}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </>
  );
}
