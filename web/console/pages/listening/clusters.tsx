import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AlertDetail } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { relativeTime } from '../../../shared/format.ts';
import { asProblem } from '../../../shared/problem.ts';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { PanelSection } from '../../parts/panel-section.tsx';
import { alertPath, PURPOSE } from './listening-paths.ts';
import { alertIdOf, clusterWords } from './listening-words.ts';
import { OpenWords } from './open-words.tsx';

type Cluster = AlertDetail['clusters'][number];

/** What the messages tell, story by story; the words of one of each once somebody opens them. */
export function Clusters({ alert }: { alert: AlertDetail }): ReactNode {
  const [asked, setAsked] = useState(false);
  const id = alertIdOf(alert);
  const opened = useQuery({
    queryKey: ['listening-words', id],
    queryFn: ({ signal }) => api.get<AlertDetail>(alertPath(id), { query: { purpose: PURPOSE }, signal }),
    enabled: asked,
    // Each opening is a reading that the audit keeps: nothing opens the words again by itself.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const clusters = opened.data?.clusters ?? alert.clusters;
  return (
    <PanelSection
      title="大家怎么说"
      action={
        clusters.length === 0 || opened.data !== undefined ? undefined : (
          <OpenWords busy={opened.isFetching} onOpen={() => (asked ? void opened.refetch() : setAsked(true))} />
        )
      }
    >
      <ProblemLine problem={opened.error === null ? undefined : asProblem(opened.error)} />
      {clusters.length === 0 ? (
        <p className="panel-note">相关的消息已经不在了。</p>
      ) : (
        <ul className="clusters">
          {clusters.map((cluster, at) => (
            <li key={`${cluster.firstAt}/${at}`}>
              <Story cluster={cluster} isOpened={opened.data !== undefined} />
            </li>
          ))}
        </ul>
      )}
    </PanelSection>
  );
}

function Story({ cluster, isOpened }: { cluster: Cluster; isOpened: boolean }): ReactNode {
  const now = useNow();
  const { example, items, messages, firstAt, lastAt } = cluster;
  const when =
    messages === 1 || firstAt === lastAt
      ? relativeTime(lastAt, now)
      : `${relativeTime(firstAt, now)}到${relativeTime(lastAt, now)}`;
  return (
    <>
      <p className="clusters-head">
        <strong>{clusterWords(cluster)}</strong>
        <small>{when}</small>
      </p>
      {example === null ? (
        <p className="panel-note">
          {isOpened
            ? '原文已按本人要求删除，或者不在这里保存。'
            : messages === 1
              ? '原文没有显示。'
              : '原文没有显示；显示以后，说法差不多的归在一起。'}
        </p>
      ) : (
        <blockquote>{example}</blockquote>
      )}
      {items.length === 0 ? null : <p className="panel-note">提到：{items.join('、')}</p>}
    </>
  );
}
