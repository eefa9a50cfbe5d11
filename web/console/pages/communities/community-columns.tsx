import type { CommunityRow } from '#modules/cdp/contract';
import { count, relativeTime } from '../../../shared/format.ts';
import type { Column } from '../../parts/list-table.tsx';
import { Spark } from '../../parts/spark.tsx';
import { densityWords, standing } from './community-words.ts';

const SHORT = new Set(['name', 'mentions', 'times']);

/** Who it is. */
const name: Column<CommunityRow> = {
  key: 'name',
  title: '小区',
  always: true,
  render: (row) => (
    <span className="community-name">
      <strong>{row.name}</strong>
      <small>
        {row.cityName}
        {row.district}
      </small>
    </span>
  ),
};

/** What is heard there. */
const heard = (days: number): readonly Column<CommunityRow>[] => [
  {
    key: 'mentions',
    title: `近${days}天讨论`,
    align: 'right',
    sortable: true,
    render: (row) => (
      <span className="community-mentions">
        <Spark values={row.weekly} label={`近13周：${row.weekly.join('、')}`} />
        <strong>{count(row.mentions)}</strong>
      </span>
    ),
  },
  {
    key: 'times',
    title: '比同城',
    align: 'right',
    render: (row) => (row.mentions === 0 ? '—' : standing(row.timesCity, row.cityMedian)),
  },
  {
    key: 'people',
    title: '多少人说',
    align: 'right',
    sortable: true,
    hidden: true,
    render: (row) => count(row.people),
  },
  {
    key: 'topics',
    title: '说得最多',
    hidden: true,
    render: (row) => row.topTopics.map((topic) => `${topic.name} ${topic.mentions}`).join('、') || '—',
  },
];

/** What stands there and what is sold. */
const facts: readonly Column<CommunityRow>[] = [
  {
    key: 'age',
    title: '楼龄',
    align: 'right',
    sortable: true,
    render: (row) => (row.ageYears === null ? '—' : `${row.ageYears}年`),
  },
  { key: 'households', title: '户数', align: 'right', sortable: true, render: (row) => count(row.households) },
  { key: 'members', title: '会员', align: 'right', sortable: true, render: (row) => count(row.members) },
  { key: 'density', title: '每百户', align: 'right', sortable: true, render: (row) => densityWords(row.density) },
  { key: 'orders', title: '订单', align: 'right', sortable: true, render: (row) => count(row.orders) },
  {
    key: 'activity',
    title: '最近动静',
    sortable: true,
    hidden: true,
    render: (row) => (row.lastActivityAt === null ? '—' : relativeTime(row.lastActivityAt)),
  },
];

/** The columns; beside an open community only those that say who and how much. */
export function communityColumns(days: number, short: boolean): readonly Column<CommunityRow>[] {
  const all = [name, ...heard(days), ...facts];
  return short ? all.filter((column) => SHORT.has(column.key)) : all;
}
