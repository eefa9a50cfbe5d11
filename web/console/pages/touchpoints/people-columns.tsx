import type { ReactNode } from 'react';
import type { TouchpointItem } from '#modules/touchpoints/contract';
import { count } from '../../../shared/format.ts';
import type { Column } from '../../parts/list-table.tsx';
import { PERSON_STATES, type TouchpointState } from './touchpoint-words.ts';

export function StateMark({ state }: { state: TouchpointState }): ReactNode {
  return <span className={`person-state person-state-${state}`}>{PERSON_STATES[state]}</span>;
}

/** More open tasks than this are marked: they will not get to the next one soon. */
const MANY_TASKS = 5;

export const peopleColumns: readonly Column<TouchpointItem>[] = [
  {
    key: 'name',
    title: '姓名',
    width: 150,
    always: true,
    render: (it) => (
      <span className="person-name">
        <strong>{it.name}</strong>
        <small>{it.phone}</small>
      </span>
    ),
  },
  { key: 'role', title: '岗位', width: 110, render: (it) => it.roleName },
  { key: 'home', title: '门店或单位', width: 140, render: (it) => it.storeName ?? it.partnerName ?? '—' },
  {
    key: 'communities',
    title: '负责小区',
    width: 90,
    align: 'right',
    render: (it) =>
      it.communities === 0 && it.state === 'active' ? (
        <span className="person-warn">还没有</span>
      ) : (
        count(it.communities)
      ),
  },
  {
    key: 'open',
    title: '手上任务',
    width: 90,
    align: 'right',
    render: (it) => (it.openTasks > MANY_TASKS ? <Busy tasks={it.openTasks} /> : count(it.openTasks)),
  },
  { key: 'done', title: '办完', width: 70, align: 'right', render: (it) => count(it.doneTasks) },
  { key: 'declined', title: '没接', width: 70, align: 'right', render: (it) => count(it.declinedTasks) },
  { key: 'state', title: '状态', width: 90, render: (it) => <StateMark state={it.state} /> },
  { key: 'code', title: '编号', width: 100, hidden: true, render: (it) => it.externalCode },
];

/** What there is room for while somebody is open. */
const BESIDE_PANEL = ['name', 'role', 'communities', 'open', 'state'];
export const besidePanel = peopleColumns.filter(({ key }) => BESIDE_PANEL.includes(key));

function Busy({ tasks }: { tasks: number }): ReactNode {
  return (
    <span className="person-warn">
      {count(tasks)}
      <small> 偏多</small>
    </span>
  );
}
