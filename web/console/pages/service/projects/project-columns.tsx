import type { ReactNode } from 'react';
import type { ProjectItem } from '#modules/fulfilment/contract';
import { date } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import type { Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { Two } from '../../../parts/list-parts.tsx';
import { turnOf, waitedOf } from './project-words.ts';

export const projectColumns: readonly Column<ProjectItem>[] = [
  {
    key: 'what',
    title: '工程',
    width: 190,
    always: true,
    render: (row) => <Two first={<strong>{row.communityName}</strong>} second={row.packageName} />,
  },
  { key: 'turn', title: '轮到谁', width: 140, always: true, render: (row) => <Turn project={row} /> },
  { key: 'progress', title: '进度', width: 150, render: (row) => <Progress project={row} /> },
  { key: 'next', title: '下一步', width: 130, render: (row) => row.next?.name ?? '—' },
  { key: 'owner', title: '业主', width: 96, render: (row) => (row.customerName === '' ? '已删除' : row.customerName) },
  { key: 'city', title: '城市', width: 80, hidden: true, render: (row) => row.cityName },
  { key: 'started', title: '开工', width: 96, render: (row) => <Day at={row.startedAt} /> },
  { key: 'order', title: '订单', width: 160, render: (row) => <code>{row.orderNumber}</code> },
];

const BESIDE_PANEL = ['what', 'turn', 'progress'];
export const besidePanel = projectColumns.filter(({ key }) => BESIDE_PANEL.includes(key));

function Turn({ project }: { project: ProjectItem }): ReactNode {
  const { words, tone } = turnOf(project);
  const now = useNow();
  const waited = project.state === 'active' ? waitedOf(project.next, now) : undefined;
  return (
    <Two
      first={<StateWord tone={tone}>{words}</StateWord>}
      second={waited === undefined ? '' : `${waited.words}${waited.long ? '，太久了' : ''}`}
    />
  );
}

export function Progress({ project }: { project: Pick<ProjectItem, 'confirmed' | 'milestones'> }): ReactNode {
  const { confirmed, milestones } = project;
  return (
    <span className="service-progress">
      <span className="service-bar" aria-hidden>
        <span style={{ width: `${milestones === 0 ? 0 : (100 * confirmed) / milestones}%` }} />
      </span>
      {confirmed} / {milestones}
    </span>
  );
}

const Day = ({ at }: { at: string }): ReactNode => date(at, useNow());
