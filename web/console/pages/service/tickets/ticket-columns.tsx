import type { ReactNode } from 'react';
import type { TicketItem } from '#modules/desk/contract';
import { relativeTime } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import type { Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { Two } from '../../../parts/list-parts.tsx';
import { dueOf, STATE_TONES, whoOf } from './ticket-words.ts';

export const ticketColumns: readonly Column<TicketItem>[] = [
  {
    key: 'what',
    title: '什么事',
    width: 300,
    always: true,
    render: (row) => <Two first={<strong>{row.kindName}</strong>} second={row.summary} />,
  },
  { key: 'due', title: '时限', width: 150, always: true, render: (row) => <Due ticket={row} /> },
  { key: 'state', title: '状态', width: 130, render: (row) => <State ticket={row} /> },
  {
    key: 'who',
    title: '顾客',
    width: 120,
    render: (row) => <Two first={whoOf(row)} second={row.phone} />,
  },
  { key: 'where', title: '小区', width: 120, render: (row) => <Two first={row.communityName} second={row.cityName} /> },
  { key: 'opened', title: '开单', width: 100, render: (row) => <Opened at={row.openedAt} /> },
  { key: 'number', title: '单号', width: 170, hidden: true, render: (row) => <code>{row.ticketNumber}</code> },
];

const BESIDE_PANEL = ['what', 'due', 'state'];
export const besidePanel = ticketColumns.filter(({ key }) => BESIDE_PANEL.includes(key));

function Due({ ticket }: { ticket: TicketItem }): ReactNode {
  const due = dueOf(ticket, useNow());
  if (due === undefined) return ticket.outcomeName ?? '—';
  return (
    <Two
      first={due.late ? <StateWord tone="bad">{due.words}</StateWord> : due.words}
      second={ticket.priority === 'normal' ? '' : ticket.priorityName}
    />
  );
}

function State({ ticket }: { ticket: TicketItem }): ReactNode {
  const hands = ticket.state === 'taken' ? (ticket.mine ? '我在办' : '同事在办') : '';
  return <Two first={<StateWord tone={STATE_TONES[ticket.state]}>{ticket.stateName}</StateWord>} second={hands} />;
}

const Opened = ({ at }: { at: string }): ReactNode => relativeTime(at, useNow());
