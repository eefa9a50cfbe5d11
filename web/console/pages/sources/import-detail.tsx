import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { commitFileAnswer, FaultsAnswer, FileImportAnswer } from '#modules/cdp/contract';
import type { z } from 'zod';
import { api } from '../../../shared/api.ts';
import { count, dateTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine, ProblemView, Skeleton } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../parts/panel-section.tsx';
import { useList, type List } from '../../parts/use-list.ts';
import { FILE_KINDS, IMPORTS_KEY, IMPORTS_PATH, importState } from './import-words.ts';

type Fault = FaultsAnswer['items'][number];

/** One uploaded file: its rows in figures, the bad ones by line and reason, and the button that takes the good ones over. */
export function ImportDetail({ file }: { file: FileImportAnswer }): ReactNode {
  const now = useNow();
  const path = `${IMPORTS_PATH}/${file.importId}`;
  const unit = FILE_KINDS[file.kind].unit;
  const faults = useList<Fault>([...IMPORTS_KEY, file.importId], `${path}/faults`, { limit: 100 });
  const commit = useAct(
    (_: void, key) =>
      api.post<z.infer<typeof commitFileAnswer>>(`${path}/commit`, { body: { lines: 'all' }, key, timeoutMs: 300_000 }),
    { stale: [IMPORTS_KEY] },
  );
  const done = commit.answer;
  return (
    <Panel>
      <PanelSection title="这份文件">
        <Facts
          facts={[
            ['可以导入', `${count(file.good)}${unit}`],
            ['问题行', `${count(file.bad)}行`],
            ['已经导入', `${count(file.committed)}${unit}`],
            ['导入时间', file.committedAt === null ? undefined : dateTime(file.committedAt, now)],
          ]}
        />
        {importState(file).waits && done === undefined ? (
          <Button type="primary" loading={commit.busy} onClick={() => void commit.run()}>
            导入这{count(file.good)}
            {unit}
          </Button>
        ) : null}
        {done === undefined ? null : (
          <p role="status">
            导入了{count(done.recorded)}
            {unit}
            {done.known === 0 ? '' : `，${count(done.known)}行以前导过，没有重复计`}
            {done.refused === 0 ? '' : `，${count(done.refused)}行的身份信息不能用`}。
          </p>
        )}
        <ProblemLine problem={commit.problem} />
      </PanelSection>
      {file.bad === 0 ? null : (
        <PanelSection title="问题行">
          <Faults list={faults} />
        </PanelSection>
      )}
    </Panel>
  );
}

function Faults({ list }: { list: List<Fault> }): ReactNode {
  if (list.rows === undefined) {
    return list.problem === undefined ? (
      <Skeleton rows={6} />
    ) : (
      <ProblemView problem={list.problem} onRetry={list.retry} />
    );
  }
  return (
    <>
      <ul className="fault-list">
        {list.rows.map((row) => (
          <li key={row.lineNumber}>
            <span>第{count(row.lineNumber)}行</span>
            {row.faults.map((fault) => fault.message).join('；')}
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <Button block loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </>
  );
}
