import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { FileImportAnswer } from '#modules/cdp/contract';
import { count, dateTime, relativeTime } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { PageFrame, type PageAnswer } from '../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useList } from '../../parts/use-list.ts';
import { ImportDetail } from './import-detail.tsx';
import { FILE_KINDS, IMPORTS_KEY, IMPORTS_PATH, importState, type FileKind } from './import-words.ts';
import './sources.css';

/** 历史数据进来了多少？ What was uploaded, what was taken over, and what waits for somebody to say yes. */
export default function ImportsPage(): ReactNode {
  const [url, setUrl] = useUrlState(['import']);
  const list = useList<FileImportAnswer>(IMPORTS_KEY, IMPORTS_PATH);
  const now = useNow();
  const opened = list.rows?.find((row) => row.importId === url.import);
  const panel: SidePanelProps | undefined =
    opened === undefined
      ? undefined
      : {
          title: opened.fileName,
          subtitle: `${FILE_KINDS[opened.kind].title} · ${dateTime(opened.createdAt, now)}上传`,
          onClose: () => setUrl({ import: undefined }),
          children: <ImportDetail key={opened.importId} file={opened} />,
        };
  return (
    <PageFrame
      title="导入"
      question="历史数据进来了多少？"
      tabs={<AreaTabs area="system" />}
      {...(list.rows === undefined ? {} : { answer: answerOf(list.rows) })}
      actions={<ImportLinks />}
      panel={panel}
    >
      <ListTable
        name="imports"
        noun="文件"
        columns={opened === undefined ? columns : besidePanel}
        list={list}
        idOf={(row) => row.importId}
        openId={url.import}
        onOpen={(row) => setUrl({ import: row.importId }, { push: url.import === undefined })}
        empty={{
          title: '还没有导入过文件',
          hint: '门店 POS 的销售、住户会员、群聊和论坛的帖子都能从 CSV 导进来，先看一遍再决定。',
          action: <ImportLinks />,
        }}
      />
    </PageFrame>
  );
}

/** The flow with its templates and checks stands beside the communities, which rows refer to. */
function ImportLinks(): ReactNode {
  return (
    <span className="import-buttons">
      {(Object.keys(FILE_KINDS) as FileKind[]).map((kind) => (
        <Link key={kind} to="/communities" search={{ import: kind } as never} className="source-link-button">
          导入{FILE_KINDS[kind].title}
        </Link>
      ))}
    </span>
  );
}

function answerOf(rows: readonly FileImportAnswer[]): PageAnswer {
  const committed = rows.reduce((sum, row) => sum + row.committed, 0);
  const waiting = rows.filter((row) => importState(row).waits).length;
  const why =
    waiting === 0
      ? `共${count(rows.length)}个文件，没有等你确认的。`
      : `${count(waiting)}个文件看过了还没确认导入，7 天后会自动清掉。`;
  return { figure: count(committed), unit: '行已经导入', why };
}

const columns: readonly Column<FileImportAnswer>[] = [
  { key: 'name', title: '文件', always: true, render: (row) => <strong>{row.fileName}</strong> },
  { key: 'kind', title: '内容', width: 140, render: (row) => FILE_KINDS[row.kind].title },
  { key: 'state', title: '状态', width: 110, always: true, render: (row) => <State file={row} /> },
  { key: 'good', title: '可导入', width: 100, align: 'right', render: (row) => count(row.good) },
  { key: 'bad', title: '问题行', width: 100, align: 'right', render: (row) => count(row.bad) },
  { key: 'committed', title: '已导入', width: 100, align: 'right', render: (row) => count(row.committed) },
  { key: 'when', title: '上传时间', width: 130, render: (row) => <When at={row.createdAt} /> },
];

const besidePanel = columns.filter(({ key }) => ['name', 'state', 'committed'].includes(key));

function State({ file }: { file: FileImportAnswer }): ReactNode {
  const { word, tone } = importState(file);
  return <StateWord tone={tone}>{word}</StateWord>;
}

function When({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}
