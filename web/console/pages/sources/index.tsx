import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { count, relativeTime } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { CreateSource } from './create-source.tsx';
import { SourceDetail } from './source-detail.tsx';
import { answerOf, KIND_NAMES, stateOf, type SourceRow } from './source-words.ts';
import { useSources } from './use-sources.ts';
import './sources.css';

/** 数据从哪来，有没有坏？ */
export default function SourcesPage(): ReactNode {
  const [url, setUrl] = useUrlState(['source', 'add']);
  const list = useSources();
  const now = useNow();
  // A key is shown once: it lives in the open page only.
  const [key, setKey] = useState<{ readonly sourceId: string; readonly writeKey: string }>();
  const open = (id: string | undefined): void => {
    if (key?.sourceId !== id) setKey(undefined);
    setUrl({ source: id, add: undefined }, { push: url.source === undefined && id !== undefined });
  };
  const opened = list.rows?.find((row) => row.sourceId === url.source);
  const panel: SidePanelProps | undefined =
    opened === undefined
      ? undefined
      : {
          title: opened.name,
          subtitle: `${KIND_NAMES[opened.kind]} · ${stateOf(opened, now).word}`,
          onClose: () => open(undefined),
          children: (
            <SourceDetail
              key={opened.sourceId}
              source={opened}
              writeKey={key?.sourceId === opened.sourceId ? key.writeKey : undefined}
              onKey={(writeKey) => setKey({ sourceId: opened.sourceId, writeKey })}
            />
          ),
        };
  return (
    <PageFrame
      title="数据源"
      question="数据从哪来，有没有坏？"
      tabs={<AreaTabs area="system" />}
      {...(list.rows === undefined ? {} : { answer: answerOf(list.rows, now) })}
      actions={
        <Button type="primary" onClick={() => setUrl({ add: 'source' })}>
          接入数据源
        </Button>
      }
      panel={panel}
    >
      <ListTable
        name="sources"
        noun="数据源"
        columns={opened === undefined ? columns : besidePanel}
        list={list}
        idOf={(row) => row.sourceId}
        openId={url.source}
        onOpen={(row) => open(row.sourceId)}
        empty={{
          title: '还没有数据源',
          hint: '接一个网页、服务器、App 或社区群，几分钟就能看到第一条；历史数据用「导入」。',
        }}
      />
      {url.add === undefined ? null : (
        <CreateSource
          onClose={() => setUrl({ add: undefined })}
          onDone={(sourceId, writeKey) => {
            setKey({ sourceId, writeKey });
            setUrl({ source: sourceId, add: undefined }, { push: true });
          }}
        />
      )}
    </PageFrame>
  );
}

const columns: readonly Column<SourceRow>[] = [
  { key: 'name', title: '名称', always: true, render: (row) => <strong>{row.name}</strong> },
  { key: 'kind', title: '类型', width: 130, render: (row) => KIND_NAMES[row.kind] },
  { key: 'state', title: '状态', width: 120, always: true, render: (row) => <State source={row} /> },
  { key: 'last', title: '最近一条', width: 130, render: (row) => <Last at={row.lastSeenAt} /> },
  { key: 'accepted', title: '收下', width: 100, align: 'right', render: (row) => count(row.accepted) },
  { key: 'duplicate', title: '重复', width: 90, align: 'right', render: (row) => count(row.duplicate) },
  { key: 'held', title: '隔离', width: 90, align: 'right', render: (row) => <Held source={row} /> },
  { key: 'hint', title: '密钥', width: 110, render: (row) => <code>…{row.writeKeyHint}</code> },
];

/** What there is room for while a source is open. */
const besidePanel = columns.filter(({ key }) => ['name', 'state', 'last', 'accepted'].includes(key));

function State({ source }: { source: SourceRow }): ReactNode {
  const { word, tone } = stateOf(source, useNow());
  return <StateWord tone={tone}>{word}</StateWord>;
}

function Last({ at }: { at: string | null }): ReactNode {
  const now = useNow();
  return at === null ? '—' : relativeTime(at, now);
}

function Held({ source }: { source: SourceRow }): ReactNode {
  if (source.quarantined === 0) return '0';
  return (
    <Link to="/sources/quarantine" search={{ source: source.sourceId } as never}>
      {count(source.quarantined)}
    </Link>
  );
}
