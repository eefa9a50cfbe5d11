import { useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { count, relativeTime } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useList } from '../../parts/use-list.ts';
import { parkedAnswer, parkedId, subscriptionName } from './system-words.ts';
import type { ParkedEvent } from './system-types.ts';
import { useParkedPanel } from './use-parked-panel.tsx';
import { PARKED_KEY, PARKED_PATH } from './parked-paths.ts';
import './system.css';

const EVERY_MS = 15_000;

/** 有没有卡住的事？ What happened and could not be taken on, until somebody tries again or gives it up. */
export default function SystemPage(): ReactNode {
  const [url, setUrl] = useUrlState(['event']);
  const list = useList<ParkedEvent>(PARKED_KEY, PARKED_PATH);
  useFreshness();
  const close = (): void => setUrl({ event: undefined });
  const opened = list.rows?.find((row) => parkedId(row) === url.event);
  const panel = useParkedPanel(opened, close);
  return (
    <PageFrame
      title="系统"
      question="有没有卡住的事？"
      tabs={<AreaTabs area="system" waiting={{ '/system': list.total }} />}
      {...(list.rows === undefined ? {} : { answer: parkedAnswer(list.rows, list.total ?? 0) })}
      panel={panel}
    >
      <ListTable
        name="parked"
        noun="事"
        measure="件"
        columns={opened === undefined ? columns : besidePanel}
        list={list}
        idOf={parkedId}
        openId={url.event}
        onOpen={(row) => setUrl({ event: parkedId(row) }, { push: url.event === undefined })}
        empty={{ title: '一切正常', hint: '处理不了的事会停在这里，等人重试或放弃，不会悄悄丢掉。' }}
      />
    </PageFrame>
  );
}

/** What is parked is announced by nothing (an event about it could park as well), so that it is asked for. */
function useFreshness(): void {
  const client = useQueryClient();
  useEffect(() => {
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: PARKED_KEY }), EVERY_MS);
    return () => clearInterval(timer);
  }, [client]);
}

const columns: readonly Column<ParkedEvent>[] = [
  {
    key: 'what',
    title: '没办成的事',
    always: true,
    render: (row) => (
      <span className="system-two">
        <strong>{subscriptionName(row.subscription)}</strong>
        <small>{row.type}</small>
      </span>
    ),
  },
  { key: 'why', title: '原因', render: (row) => <span className="system-reason">{row.reason}</span> },
  { key: 'state', title: '状态', width: 110, always: true, render: (row) => <State event={row} /> },
  { key: 'attempts', title: '试过', width: 90, align: 'right', render: (row) => `${count(row.attempts)}次` },
  { key: 'since', title: '卡了多久', width: 130, render: (row) => <Since at={row.parkedAt} /> },
  {
    key: 'about',
    title: '对象',
    width: 150,
    hidden: true,
    render: (row) => `${row.aggregate} ${row.aggregateId.slice(0, 8)}`,
  },
];

const besidePanel = columns.filter(({ key }) => ['what', 'state', 'since'].includes(key));

function State({ event }: { event: ParkedEvent }): ReactNode {
  if (event.retryWanted) return <StateWord tone="system">正在重试</StateWord>;
  return event.attempts === 0 ? (
    <StateWord tone="neutral">在后面排队</StateWord>
  ) : (
    <StateWord tone="bad">卡住</StateWord>
  );
}

function Since({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}
