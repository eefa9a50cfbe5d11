import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ImportAnswer, ImportCommitAnswer, ImportRowAnswer } from '#modules/territory/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { ImportResult } from '../../../parts/import-result.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { useList } from '../../../parts/use-list.ts';
import { COMMUNITIES_KEY } from '../community-words.ts';
import type { ImportKindFacts } from './import-kinds.ts';

interface CheckPlacesProps {
  readonly summary: ImportAnswer;
  readonly facts: ImportKindFacts;
  /** The way back to what was filled: `看小区`. */
  readonly back: string;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

type Verdict = ImportRowAnswer['verdict'];

const VERDICTS: Readonly<Record<Verdict, string>> = { bad: '有问题', create: '新增', change: '修改', same: '没变化' };

/** What the rows of a verdict are called in the count. */
const ROWS: Readonly<Record<Verdict, string>> = {
  bad: '问题行',
  create: '新增行',
  change: '修改行',
  same: '没变化的行',
};

const FIELD_TITLES: Readonly<Record<string, string>> = {
  name: '名称',
  city: '城市',
  region: '大区',
  district: '行政区',
  lng: '经度',
  lat: '纬度',
  builtYear: '建成年份',
  households: '户数',
  partner: '合作方',
  kind: '类型',
  communities: '服务小区',
  community: '小区',
  address: '位置',
  parent: '上级自提点',
  pickupOnly: '仅自提',
  restDays: '休息日',
  active: '启用',
};
/** Fields stand in the order of the template, whatever the order of the file. */
const FIELD_ORDER = Object.keys(FIELD_TITLES);

const columnsFor = (fields: readonly string[]): readonly Column<ImportRowAnswer>[] => [
  { key: 'line', title: '行', align: 'right', always: true, render: (row) => row.lineNumber },
  { key: 'code', title: '编码', always: true, render: (row) => row.code || '—' },
  {
    key: 'why',
    title: '怎么处理',
    always: true,
    render: (row) => <Why row={row} />,
  },
  ...fields.map((field) => ({
    key: `cell-${field}`,
    title: FIELD_TITLES[field] ?? field,
    render: (row: ImportRowAnswer) =>
      row.changedFields.includes(field) ? (
        <strong className="import-changed">{row.cells[field]}</strong>
      ) : (
        (row.cells[field] ?? '')
      ),
  })),
];

function Why({ row }: { row: ImportRowAnswer }): ReactNode {
  const faults = row.faults.map((fault) => fault.message);
  const warnings = row.warnings.map((warning) => warning.message);
  if (faults.length > 0) return <span className="import-fault">{faults.join('；')}</span>;
  const words = row.verdict === 'change' ? `修改 ${row.changedFields.length} 处` : VERDICTS[row.verdict];
  return (
    <span>
      {words}
      {warnings.length === 0 ? null : <span className="import-warning">　留意：{warnings.join('；')}</span>}
    </span>
  );
}

/** How many rows there are of each verdict, those that need somebody first. */
function tabsOf({ bad, creates, changes, unchanged }: ImportAnswer) {
  const counts: readonly (readonly [Verdict, number])[] = [
    ['bad', bad],
    ['create', creates],
    ['change', changes],
    ['same', unchanged],
  ];
  return counts.map(([value, rows]) => ({ value, label: VERDICTS[value], count: rows, urgent: value === 'bad' }));
}

/** The second step for places: what each row would do; all good rows or chosen ones are taken over. */
export function CheckPlaces({ summary, facts, back, onAgain, onClose }: CheckPlacesProps): ReactNode {
  const tabs = tabsOf(summary);
  const [verdict, setVerdict] = useState<Verdict>(() => tabs.find((tab) => tab.count > 0)?.value ?? 'bad');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const list = useList<ImportRowAnswer>(['place-import', summary.id], `/api/territory/imports/${summary.id}/rows`, {
    query: { verdict },
    limit: 100,
  });
  const commit = useAct(
    (lines: 'all' | readonly number[], key) =>
      api.post<ImportCommitAnswer>(`/api/territory/imports/${summary.id}/commit`, {
        body: { lines },
        key,
        timeoutMs: 120_000,
      }),
    { stale: [COMMUNITIES_KEY, ['choices'], ['places']] },
  );
  if (commit.answer !== undefined)
    return <PlacesResult answer={commit.answer} bad={summary.bad} {...{ facts, back, onAgain, onClose }} />;
  const good = summary.creates + summary.changes;
  const cells = list.rows?.[0]?.cells ?? {};
  const fields = FIELD_ORDER.filter((field) => field in cells);
  const choosable = verdict === 'create' || verdict === 'change';
  return (
    <section aria-label="逐行检查">
      <p className="import-answer">
        <strong>{count(good)}</strong> {facts.unit}可以导入
        {summary.bad === 0 ? '，没有问题行。' : `，${count(summary.bad)} 行有问题，改好再传一次就行。`}
      </p>
      <StateTabs label="按处理看" tabs={tabs} value={verdict} onChange={(value) => setVerdict(value as Verdict)}>
        <Button onClick={onAgain}>换个文件</Button>
        <Button
          disabled={chosen.length === 0}
          loading={commit.busy}
          onClick={() => void commit.run(chosen.map(Number))}
        >
          只导入选中的 {count(chosen.length)} 行
        </Button>
        <Button type="primary" disabled={good === 0} loading={commit.busy} onClick={() => void commit.run('all')}>
          导入全部 {count(good)} 行
        </Button>
      </StateTabs>
      <ProblemLine problem={commit.problem} />
      <ListTable
        name="place-import"
        noun={ROWS[verdict]}
        columns={columnsFor(fields)}
        list={list}
        idOf={(row) => String(row.lineNumber)}
        empty={{ title: verdict === 'bad' ? '没有问题行' : '没有这样的行' }}
        {...(choosable ? { chosen, onChoose: setChosen } : {})}
      />
    </section>
  );
}

interface PlacesResultProps extends Omit<CheckPlacesProps, 'summary'> {
  readonly answer: ImportCommitAnswer;
  readonly bad: number;
}

function PlacesResult({ answer, bad, facts, back, onAgain, onClose }: PlacesResultProps): ReactNode {
  const lines = [
    `新增 ${count(answer.created)}，修改 ${count(answer.changed)}，没变化 ${count(answer.unchanged)}。`,
    answer.stale.length === 0 ? undefined : `第 ${answer.stale.join('、')} 行刚被别人改过，没有动，核对后再导一次。`,
    bad === 0 ? undefined : `${count(bad)} 行有问题没有导入。`,
  ];
  return (
    <ImportResult
      figure={answer.created + answer.changed}
      unit={`${facts.unit}进来了`}
      lines={lines}
      back={back}
      onAgain={onAgain}
      onClose={onClose}
    />
  );
}
