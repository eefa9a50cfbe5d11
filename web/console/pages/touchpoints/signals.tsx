import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { SignalItem } from '#modules/touchpoints/contract';
import { count, dayWithWeekday, relativeTime } from '../../../shared/format.ts';
import { Empty, ProblemLine, ProblemView, Skeleton } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { CommunityFinder } from '../../parts/community-finder.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useList, type List } from '../../parts/use-list.ts';
import { signalDays, signalSentence, signalsWithin } from './signal-days.ts';
import { PATHS, SIGNALS_KEY } from './touchpoint-paths.ts';
import './signals.css';

const TOPICS = ['signal'];

/** 一线刚看到了什么？ What people at the front reported, newest first, by day. */
export default function SignalsPage(): ReactNode {
  const [url, setUrl] = useUrlState(['community', 'name']);
  const now = useNow();
  const list = useList<SignalItem>(SIGNALS_KEY, PATHS.signals, {
    query: { communityId: url.community },
    topics: TOPICS,
  });
  return (
    <PageFrame
      title="一线信号"
      question="一线刚看到了什么？"
      tabs={<AreaTabs area="touchpoints" />}
      {...(list.rows === undefined ? {} : { answer: answerOf(list.rows, list.hasMore, now) })}
      actions={<CommunityFinder label="只看一个小区" onFind={({ id, name }) => setUrl({ community: id, name })} />}
      filter={
        url.community === undefined ? undefined : (
          <p className="filter-sentence">
            只看「{url.name ?? '这个小区'}」
            <button
              type="button"
              className="filter-clear"
              onClick={() => setUrl({ community: undefined, name: undefined })}
            >
              看全部
            </button>
          </p>
        )
      }
    >
      <Signals list={list} now={now} />
    </PageFrame>
  );
}

function answerOf(rows: readonly SignalItem[], hasMore: boolean, now: number): PageAnswer {
  const today = signalsWithin(rows, now, 24);
  const all = hasMore && today.length === rows.length;
  return {
    figure: all ? `${count(today.length)}+` : count(today.length),
    unit: '条信号，近24小时',
    ...(today.length === 0 ? {} : { why: signalSentence(today) }),
  };
}

function Signals({ list, now }: { list: List<SignalItem>; now: number }): ReactNode {
  if (list.rows === undefined) {
    return list.problem === undefined ? (
      <Skeleton rows={8} />
    ) : (
      <ProblemView problem={list.problem} onRetry={list.retry} />
    );
  }
  if (list.rows.length === 0) {
    return <Empty title="还没有人上报" hint="触点在工作台点两下就能报：看到竞品、听到需求、有人投诉。" />;
  }
  return (
    <>
      <ProblemLine problem={list.problem} />
      {signalDays(list.rows).map(({ day, signals }) => (
        <section key={day} className="signal-day" aria-label={dayWithWeekday(day)}>
          <h2>{dayWithWeekday(day)}</h2>
          <ul>
            {signals.map((signal) => (
              <Signal key={signal.signalId} signal={signal} now={now} />
            ))}
          </ul>
        </section>
      ))}
      {list.hasMore ? (
        <Button block loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </>
  );
}

function Signal({ signal, now }: { signal: SignalItem; now: number }): ReactNode {
  return (
    <li className="signal">
      <span className={`signal-kind signal-kind-${signal.kind}`}>{signal.kindName}</span>
      <strong>{signal.topic}</strong>
      <Link to="/communities" search={{ open: signal.communityId } as never}>
        {signal.communityName}
      </Link>
      <span>{signal.cityName}</span>
      <Link to="/touchpoints" search={{ person: signal.touchpointId } as never} className="signal-who">
        {signal.touchpointName}
      </Link>
      <time dateTime={signal.reportedAt}>{relativeTime(signal.reportedAt, now)}</time>
    </li>
  );
}
