import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CommunityMainPushAnswer } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { date, dateTime } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { Reasons } from '../../../shared/reasons.tsx';
import { useMe } from '../../../shared/session.tsx';
import { Await } from '../../../shared/states.tsx';
import { useLiveQuery } from '../../../shared/use-live.ts';
import { IntervalChart } from './interval-chart.tsx';
import { MAIN_PUSH_KEY, PATHS } from './play-paths.ts';

const TOPICS = ['main-push'];

/** The main push of one community: now, proposed, why, and how it came about. */
export function PushPanel({ communityId }: { communityId: string }): ReactNode {
  const queryKey = [...MAIN_PUSH_KEY, 'one', communityId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<CommunityMainPushAnswer>(PATHS.communityMainPush(communityId), { signal }),
  });
  useLiveQuery(TOPICS, queryKey);
  return <Await query={query}>{(push) => <Push push={push} />}</Await>;
}

function Push({ push }: { push: CommunityMainPushAnswer }): ReactNode {
  const me = useMe();
  const who = push.acceptedBy === me.userId ? '你' : '同事';
  return (
    <div className="play-detail">
      <div className="push-turn">
        <p>
          <Ring by="people" />
          现在主推
          <strong>{push.currentPackageName ?? '还没有'}</strong>
          {push.acceptedAt === null ? null : (
            <small>
              {date(push.acceptedAt)}
              {who}定的
            </small>
          )}
        </p>
        {push.proposal === null ? (
          <p className="push-none">系统没有新的建议</p>
        ) : (
          <p>
            <Ring by="system" />
            建议换成
            <strong>{push.proposal.packageName}</strong>
            <small>{dateTime(push.proposal.proposedAt)}提的</small>
          </p>
        )}
      </div>
      {push.proposal === null ? null : <Reasons reasons={push.proposal.reasons.map((sentence) => ({ sentence }))} />}
      <section className="play-section" aria-label="各套餐的效果">
        <header>
          <h3>各套餐在这里的效果</h3>
        </header>
        {push.outlooks.length === 0 ? (
          <p className="push-none">这里还没有结果。先批几份方案，有人打开就有数了。</p>
        ) : (
          <IntervalChart
            outlooks={push.outlooks}
            proposedId={push.proposal?.packageId}
            currentId={push.currentPackageId}
          />
        )}
      </section>
      <PushHistory history={push.history} myUserId={me.userId} />
      <Link to="/plays" search={{ community: push.communityId } as never}>
        看这个小区的方案
      </Link>
    </div>
  );
}

const DID = { proposed: '建议', accepted: '采纳', dismissed: '不采纳', lapsed: '建议失效' } as const;

interface PushHistoryProps {
  readonly history: CommunityMainPushAnswer['history'];
  readonly myUserId: string;
}

function PushHistory({ history, myUserId }: PushHistoryProps): ReactNode {
  if (history.length === 0) return null;
  return (
    <section className="play-section" aria-label="经过">
      <header>
        <h3>经过</h3>
      </header>
      <ol className="play-history">
        {history.map((entry) => (
          <li key={`${entry.kind} ${entry.decidedAt}`}>
            <Ring by={entry.decidedBy === null ? 'system' : 'people'} />
            <div>
              <p>
                <strong>
                  {entry.decidedBy === null ? '系统' : entry.decidedBy === myUserId ? '你' : '同事'}
                  {DID[entry.kind]}「{entry.packageName}」
                </strong>
                <time dateTime={entry.decidedAt}>{dateTime(entry.decidedAt)}</time>
              </p>
              {entry.reason === null ? null : <p className="play-history-reason">{entry.reason}</p>}
              {entry.reasons.slice(0, 2).map((reason) => (
                <p key={reason} className="push-reason">
                  {reason}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
