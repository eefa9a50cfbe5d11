import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { MetricsAnswer, StageAnswer, StageListAnswer } from '#modules/insight/contract';
import { api, type Query } from '../../../shared/api.ts';
import { change, count, percent, relativeTime } from '../../../shared/format.ts';
import { asProblem } from '../../../shared/problem.ts';
import { Empty, ProblemView, Skeleton } from '../../../shared/states.tsx';
import { duration, FLYWHEEL_KEY, FLYWHEEL_PATH, leaks, stageChange } from './flywheel-words.ts';

interface StagePanelProps {
  readonly stage: StageAnswer;
  /** Period and area of the page. */
  readonly query: Query;
}

/** What is behind a stage: its figures, what it consists of, and the communities where it happened. */
export function StagePanel({ stage, query }: StagePanelProps): ReactNode {
  return (
    <div className="stage-panel">
      <Figures stage={stage} />
      {stage.leak === null ? null : <Leak stage={stage} />}
      {stage.parts.length < 2 ? null : <Parts stage={stage} />}
      <Meaning stage={stage} />
      <Communities stage={stage} query={query} />
    </div>
  );
}

function Figures({ stage }: { stage: StageAnswer }): ReactNode {
  return (
    <dl className="stage-figures">
      <div>
        <dt>这段时间</dt>
        <dd>
          {count(stage.volume)} {stage.unit}
        </dd>
      </div>
      <div>
        <dt>上期 {count(stage.previousVolume)}</dt>
        <dd>{stageChange(stage).text}</dd>
      </div>
      <div>
        <dt>一半不超过</dt>
        <dd>{stage.delay === null ? '—' : duration(stage.delay.medianMinutes)}</dd>
      </div>
      <div>
        <dt>九成不超过</dt>
        <dd>{stage.delay === null ? '—' : duration(stage.delay.p90Minutes)}</dd>
      </div>
    </dl>
  );
}

function Leak({ stage }: { stage: StageAnswer }): ReactNode {
  const { leak } = stage;
  if (leak === null) return null;
  const { passed, leaked, waiting, cohort, share, withinDays, allowance } = leak;
  const part = (value: number): string => `${cohort === 0 ? 0 : (value / cohort) * 100}%`;
  return (
    <section aria-label="有没有漏">
      <h3>有没有漏</h3>
      <div className="stage-leak-bar" aria-hidden>
        <span className={`stage-leak-${stage.wheel}`} style={{ width: part(passed) }} />
        <span className="stage-leak-waiting" style={{ width: part(waiting) }} />
        <span className="stage-leak-lost" style={{ width: part(leaked) }} />
      </div>
      <p>
        上一步来了 {count(cohort)}，到了 {count(passed)}，还在 {withinDays} 天时限内 {count(waiting)}，漏了{' '}
        <strong className={leaks(stage) ? 'stage-cell-bad' : undefined}>{count(leaked)}</strong>
        {share === null ? '。' : `（${percent(share, 0)}，容许 ${percent(allowance, 0)}）。`}
      </p>
    </section>
  );
}

function Parts({ stage }: { stage: StageAnswer }): ReactNode {
  const most = Math.max(1, ...stage.parts.map((part) => part.volume));
  return (
    <section aria-label="都是什么">
      <h3>都是什么</h3>
      <ul className="stage-parts">
        {stage.parts.map((part) => (
          <li key={part.kind}>
            <span>{part.name}</span>
            <span className="stage-part-bar" aria-hidden>
              <i className={`stage-leak-${stage.wheel}`} style={{ width: `${(part.volume / most) * 100}%` }} />
            </span>
            <span>{count(part.volume)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How the figure is defined, from the metric layer. */
function Meaning({ stage }: { stage: StageAnswer }): ReactNode {
  const metrics = useQuery({
    queryKey: ['insight', 'metrics'],
    queryFn: ({ signal }) => api.get<MetricsAnswer>('/api/insight/metrics', { signal }),
    staleTime: 60 * 60_000,
  });
  const own = metrics.data?.items.filter((metric) => metric.key.split('.').includes(stage.stage)) ?? [];
  if (own.length === 0) return null;
  return (
    <details className="stage-meaning">
      <summary>怎么算的</summary>
      <ul>
        {own.map((metric) => (
          <li key={metric.key}>
            {metric.name}：{metric.formula}（{metric.unit}，{metric.owner}负责）
          </li>
        ))}
      </ul>
    </details>
  );
}

function Communities({ stage, query }: StagePanelProps): ReactNode {
  const path = `${FLYWHEEL_PATH}/stages/${stage.stage}`;
  const list = useInfiniteQuery({
    queryKey: [...FLYWHEEL_KEY, 'communities', stage.stage, query],
    queryFn: ({ pageParam, signal }) =>
      api.get<StageListAnswer>(path, { query: { ...query, limit: 30, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <section aria-label="在哪些小区">
      <h3>在哪些小区</h3>
      {list.error === null || items !== undefined ? null : (
        <ProblemView problem={asProblem(list.error)} onRetry={() => void list.refetch()} />
      )}
      {items === undefined && list.error === null ? <Skeleton rows={5} /> : null}
      {items?.length === 0 ? <Empty title="这一段还没落到任何小区" hint="有了第一条，小区会列在这里。" /> : null}
      <ol className="stage-communities">
        {items?.map((item) => (
          <li key={item.communityId}>
            <Link to="/communities" search={{ open: item.communityId } as never}>
              {item.communityName}
            </Link>
            <small>
              {item.cityName}
              {item.lastAt === null ? '' : ` · ${relativeTime(item.lastAt)}`}
            </small>
            <span>
              {count(item.volume)} {stage.unit === '个小区' ? '次' : stage.unit}
            </span>
            <small>{change(item.volume, item.previousVolume).text}</small>
          </li>
        ))}
      </ol>
      {list.hasNextPage ? (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          再看一些
        </Button>
      ) : null}
    </section>
  );
}
