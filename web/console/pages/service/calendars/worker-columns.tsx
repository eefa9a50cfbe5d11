import type { ReactNode } from 'react';
import type { WorkerItem } from '#modules/fulfilment/contract';
import { dateTime } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import type { Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { Two } from '../../../parts/list-parts.tsx';

export const workerColumns: readonly Column<WorkerItem>[] = [
  {
    key: 'who',
    title: '谁',
    width: 120,
    always: true,
    render: (row) => <Two first={<strong>{row.name}</strong>} second={row.roleName} />,
  },
  { key: 'state', title: '现在', width: 150, always: true, render: (row) => <Now person={row} /> },
  { key: 'today', title: '今天', width: 130, render: (row) => <Today person={row} /> },
  {
    key: 'skills',
    title: '会什么',
    width: 190,
    render: (row) =>
      row.skills.length === 0 ? '还没登记' : row.skills.map((each) => `${each.skillName} ${each.level} 级`).join('、'),
  },
  { key: 'store', title: '门店', width: 120, render: (row) => row.storeName },
  { key: 'radius', title: '半径', width: 76, align: 'right', render: (row) => `${row.radiusKm} 公里` },
];

const BESIDE_PANEL = ['who', 'state', 'today'];
export const besidePanel = workerColumns.filter(({ key }) => BESIDE_PANEL.includes(key));

export function Now({ person }: { person: WorkerItem }): ReactNode {
  const now = useNow();
  if (person.state === 'left') return <StateWord tone="neutral">已离职</StateWord>;
  if (person.state !== 'active') return <StateWord tone="neutral">暂停中</StateWord>;
  if (person.awayUntil !== null) {
    return <Two first={<StateWord tone="warn">请假中</StateWord>} second={`到${dateTime(person.awayUntil, now)}`} />;
  }
  return person.takesVisits ? <StateWord tone="good">在岗</StateWord> : <StateWord tone="neutral">不接上门</StateWord>;
}

/** What they have to do today, against the most that they do. */
function Today({ person }: { person: WorkerItem }): ReactNode {
  if (person.hoursToday.length === 0 && person.visitsToday === 0) return '休息';
  const share = Math.min(100, (100 * person.visitsToday) / person.maxVisitsADay);
  return (
    <span className="service-progress">
      <span className="service-bar" aria-hidden>
        <span style={{ width: `${share}%` }} />
      </span>
      {person.visitsToday} / {person.maxVisitsADay} 单
    </span>
  );
}
