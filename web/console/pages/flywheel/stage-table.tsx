import type { ReactNode } from 'react';
import type { StageAnswer } from '#modules/insight/contract';
import { count, percent } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { duration, leaks, stageChange } from './flywheel-words.ts';

const WHEEL = { system: '系统', people: '人' };

const columns: readonly Column<StageAnswer>[] = [
  {
    key: 'name',
    title: '环节',
    always: true,
    render: ({ name, wheel }) => (
      <span className="stage-cell">
        <Ring by={wheel} size={10} />
        {name}
      </span>
    ),
  },
  { key: 'wheel', title: '谁', render: ({ wheel }) => WHEEL[wheel], hidden: true },
  { key: 'volume', title: '量', align: 'right', render: ({ volume, unit }) => `${count(volume)} ${unit}` },
  { key: 'previous', title: '上期', align: 'right', render: ({ previousVolume }) => count(previousVolume) },
  { key: 'change', title: '变化', align: 'right', render: (stage) => stageChange(stage).text },
  {
    key: 'median',
    title: '中位耗时',
    align: 'right',
    render: ({ delay }) => (delay === null ? '—' : duration(delay.medianMinutes)),
  },
  {
    key: 'p90',
    title: '九成不超过',
    align: 'right',
    render: ({ delay }) => (delay === null ? '—' : duration(delay.p90Minutes)),
  },
  { key: 'cohort', title: '该到', align: 'right', render: ({ leak }) => count(leak?.cohort) },
  { key: 'passed', title: '到了', align: 'right', render: ({ leak }) => count(leak?.passed) },
  { key: 'waiting', title: '还在时限内', align: 'right', render: ({ leak }) => count(leak?.waiting), hidden: true },
  {
    key: 'leak',
    title: '漏了',
    align: 'right',
    render: (stage) => {
      const { leak } = stage;
      if (leak === null || leak.share === null) return '—';
      const words = `${count(leak.leaked)}（${percent(leak.share, 0)}）`;
      return leaks(stage) ? <span className="stage-cell-bad">{words}，超出容许</span> : words;
    },
  },
  { key: 'allowance', title: '容许', align: 'right', render: ({ leak }) => percent(leak?.allowance, 0), hidden: true },
];

interface StageTableProps {
  readonly stages: readonly StageAnswer[];
  readonly loading: boolean;
  readonly openStage: string | undefined;
  readonly onOpen: (stage: StageAnswer) => void;
}

/** What the picture shows, as a table. */
export function StageTable({ stages, loading, openStage, onOpen }: StageTableProps): ReactNode {
  const list = {
    rows: stages,
    total: undefined,
    problem: undefined,
    hasMore: false,
    loading,
    loadingMore: false,
    loadMore: () => undefined,
    retry: () => undefined,
  };
  return (
    <ListTable
      name="flywheel"
      noun="环节"
      columns={columns}
      list={list}
      idOf={(stage) => stage.stage}
      empty={{ title: '这段时间没有动静' }}
      openId={openStage}
      onOpen={onOpen}
    />
  );
}
