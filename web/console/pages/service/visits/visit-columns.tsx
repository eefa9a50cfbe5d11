import type { ReactNode } from 'react';
import type { VisitItem } from '#modules/fulfilment/contract';
import { dayWithWeekday, relativeTime, timeOfDay } from '../../../../shared/format.ts';
import { Ring } from '../../../../shared/logo.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import type { Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { Two } from '../../../parts/list-parts.tsx';
import { isLate, isPressing, STATE_TONES } from './visit-words.ts';

export const visitColumns: readonly Column<VisitItem>[] = [
  {
    key: 'when',
    title: '什么时候',
    width: 132,
    always: true,
    render: (row) => (
      <Two
        first={<strong>{`${timeOfDay(row.startsAt)}–${timeOfDay(row.endsAt)}`}</strong>}
        second={dayWithWeekday(row.startsAt)}
      />
    ),
  },
  { key: 'state', title: '状态', width: 104, always: true, render: (row) => <State visit={row} /> },
  { key: 'who', title: '谁去', width: 132, always: true, render: (row) => <Who visit={row} /> },
  {
    key: 'where',
    title: '去哪',
    width: 148,
    render: (row) => (
      <Two first={row.communityName} second={`${row.cityName}${row.storeName === null ? '' : ` · ${row.storeName}`}`} />
    ),
  },
  {
    key: 'what',
    title: '做什么',
    width: 140,
    render: (row) => <Two first={row.serviceName} second={row.packageName ?? '还没定套餐'} />,
  },
  {
    key: 'customer',
    title: '顾客',
    width: 118,
    render: (row) => <Two first={row.customerName === '' ? '已删除' : row.customerName} second={row.customerPhone} />,
  },
  {
    key: 'moved',
    title: '改过',
    width: 64,
    align: 'right',
    render: (row) => (row.moved === 0 ? '—' : `${row.moved}次`),
  },
  { key: 'number', title: '单号', width: 158, hidden: true, render: (row) => <code>{row.visitNumber}</code> },
  { key: 'booked', title: '约的时间', width: 110, hidden: true, render: (row) => <Booked at={row.createdAt} /> },
];

/** What there is room for while a visit is open. */
const BESIDE_PANEL = ['when', 'state', 'who', 'where'];
export const besidePanel = visitColumns.filter(({ key }) => BESIDE_PANEL.includes(key));

function State({ visit }: { visit: VisitItem }): ReactNode {
  const now = useNow();
  const alarm = isPressing(visit, now) ? '很急，24小时内' : isLate(visit, now) ? '过点了，没出发' : '';
  return (
    <Two
      first={<StateWord tone={STATE_TONES[visit.state]}>{visit.stateName}</StateWord>}
      second={alarm === '' ? '' : <span className="visit-nobody">{alarm}</span>}
    />
  );
}

/** Teal where the system chose them, orange where a person did. */
function Who({ visit }: { visit: VisitItem }): ReactNode {
  if (visit.who === null) return <span className="visit-nobody">没人去</span>;
  return (
    <span className="visit-who">
      <Ring by={visit.placedBy ?? 'system'} size={10} />
      <Two
        first={visit.who.name}
        second={`${visit.who.roleName} · ${visit.placedBy === 'people' ? '人派的' : '系统派的'}`}
      />
    </span>
  );
}

const Booked = ({ at }: { at: string }): ReactNode => relativeTime(at, useNow());
