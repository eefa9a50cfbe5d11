import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { QuarantineSummaryAnswer } from '#modules/cdp/contract';
import { api } from '../../../shared/api.ts';
import { count, relativeTime } from '../../../shared/format.ts';
import { asProblem } from '../../../shared/problem.ts';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { FilterSentence, type Blank } from '../../parts/filter-sentence.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { HeldEvents } from './held-events.tsx';
import {
  detailWords,
  groupId,
  groupsOf,
  heldSentence,
  QUARANTINE_KEY,
  QUARANTINE_PATH,
  type HeldGroup,
} from './quarantine-words.ts';
import './sources.css';

/** 拦下了什么，怎么放行？ Grouped by what is wrong, since one mistake of a sender holds back thousands. */
export default function QuarantinePage(): ReactNode {
  const [url, setUrl] = useUrlState(['source', 'held']);
  const query = useQuery({
    queryKey: [...QUARANTINE_KEY, 'summary'],
    queryFn: ({ signal }) => api.get<QuarantineSummaryAnswer>(`${QUARANTINE_PATH}/summary`, { signal }),
    refetchInterval: 15_000,
  });
  const groups = query.data === undefined ? undefined : groupsOf(query.data.items);
  const rows = groups?.filter((group) => url.source === undefined || group.sourceId === url.source);
  const opened = groups?.find((group) => groupId(group) === url.held);
  const close = (): void => setUrl({ held: undefined });
  return (
    <PageFrame
      title="隔离"
      question="拦下了什么，怎么放行？"
      tabs={<AreaTabs area="system" />}
      {...(groups === undefined
        ? {}
        : {
            answer: {
              figure: count(groups.reduce((sum, group) => sum + group.held, 0)),
              unit: '条数据被拦下',
              why: heldSentence(groups),
            },
          })}
      filter={
        <SourceFilter
          groups={groups ?? []}
          value={url.source}
          onChange={(source) => setUrl({ source, held: undefined })}
        />
      }
      panel={opened === undefined ? undefined : panelOf(opened, close)}
    >
      <ListTable
        name="quarantine"
        noun="原因"
        columns={opened === undefined ? columns : besidePanel}
        list={{
          rows,
          total: rows?.length,
          problem: query.error === null ? undefined : asProblem(query.error),
          hasMore: false,
          loading: query.isPending,
          loadingMore: false,
          loadMore: () => undefined,
          retry: () => void query.refetch(),
        }}
        idOf={groupId}
        openId={url.held}
        onOpen={(group) => setUrl({ held: groupId(group) }, { push: url.held === undefined })}
        empty={{ title: '没有拦下的数据', hint: '不符合埋点规范、找不到小区、认不出是谁的数据会先停在这里，不会丢。' }}
      />
    </PageFrame>
  );
}

function panelOf(group: HeldGroup, onClose: () => void): SidePanelProps {
  return {
    title: group.sentence,
    subtitle: `${group.sourceName} · ${group.eventName} · ${count(group.held)}条`,
    onClose,
    children: <HeldEvents key={groupId(group)} group={group} onDone={onClose} />,
  };
}

interface SourceFilterProps {
  readonly groups: readonly HeldGroup[];
  readonly value: string | undefined;
  readonly onChange: (source: string | undefined) => void;
}

function SourceFilter({ groups, value, onChange }: SourceFilterProps): ReactNode {
  const names = new Map(groups.map((group) => [group.sourceId, group.sourceName]));
  const blank: Blank = {
    kind: 'choice',
    name: 'source',
    label: '数据源',
    any: '所有数据源',
    options: [...names].map(([id, label]) => ({ value: id, label })),
  };
  return (
    <FilterSentence
      parts={['看', blank, '拦下的数据']}
      values={{ source: value }}
      onChange={(_name, next) => onChange(next)}
    />
  );
}

const columns: readonly Column<HeldGroup>[] = [
  {
    key: 'why',
    title: '为什么拦下',
    always: true,
    render: (row) => (
      <span className="held-why">
        <strong>{row.sentence}</strong>
        <small>{row.eventName}</small>
      </span>
    ),
  },
  { key: 'detail', title: '具体', render: (row) => detailsText(row) },
  { key: 'source', title: '数据源', width: 150, render: (row) => row.sourceName },
  { key: 'held', title: '条数', width: 90, align: 'right', always: true, render: (row) => count(row.held) },
  { key: 'last', title: '最近一条', width: 130, render: (row) => <Last at={row.lastAt} /> },
];

const besidePanel = columns.filter(({ key }) => ['why', 'source', 'held'].includes(key));

const DETAILS_SHOWN = 3;

function detailsText({ details }: HeldGroup): string {
  if (details.length === 0) return '—';
  const rest = details.length > DETAILS_SHOWN ? `等${count(details.length)}种` : '';
  return details.slice(0, DETAILS_SHOWN).map(detailWords).join('、') + rest;
}

function Last({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}
