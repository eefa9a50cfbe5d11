import type { ReactNode } from 'react';
import type { LeadItem } from '#modules/growth/contract';
import { relativeTime, yuan } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { Two } from '../../parts/list-parts.tsx';
import type { Column } from '../../parts/list-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { CHANNELS, contactDue, LEAD_STATES, STATE_TONES } from './lead-words.ts';

/** A lead's number, and who it is behind masks. */
export const leadColumns: readonly Column<LeadItem>[] = [
  {
    key: 'who',
    title: '住户',
    width: 140,
    always: true,
    render: (row) => <Two first={<strong>{row.name === '' ? '已删除' : row.name}</strong>} second={row.phone} />,
  },
  {
    key: 'state',
    title: '状态',
    width: 124,
    always: true,
    render: (row) => <LeadStateCell lead={row} />,
  },
  { key: 'place', title: '小区', width: 116, render: (row) => <Two first={row.communityName} second={row.cityName} /> },
  {
    key: 'what',
    title: '想要什么',
    width: 180,
    render: (row) => <Two first={row.needName} second={row.packageName ?? '触点登记'} />,
  },
  {
    key: 'who-follows',
    title: '谁在跟',
    width: 110,
    render: (row) => <Two first={row.touchpointName} second={row.roleName} />,
  },
  {
    key: 'from',
    title: '来源',
    width: 90,
    render: (row) => CHANNELS[row.channel],
  },
  { key: 'came', title: '留下时间', width: 110, render: (row) => <Came at={row.createdAt} /> },
  {
    key: 'amount',
    title: '签单金额',
    width: 106,
    align: 'right',
    render: (row) => (row.amountFen === null ? '—' : yuan(row.amountFen)),
  },
  { key: 'number', title: '编号', width: 150, hidden: true, render: (row) => <code>{row.leadNumber}</code> },
];

/** What there is room for while a lead is open. */
const BESIDE_PANEL = ['who', 'state', 'place', 'who-follows'];
export const besidePanel = leadColumns.filter(({ key }) => BESIDE_PANEL.includes(key));

function LeadStateCell({ lead }: { lead: LeadItem }): ReactNode {
  const due = contactDue(lead, useNow());
  if (due?.late === true) return <StateWord tone="bad">{due.text}</StateWord>;
  return (
    <span className="lead-state">
      <StateWord tone={STATE_TONES[lead.state]}>{LEAD_STATES[lead.state]}</StateWord>
      {due === undefined ? null : <small>{due.text}</small>}
      {lead.lostReasonName === null ? null : <small>{lead.lostReasonName}</small>}
    </span>
  );
}

function Came({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}
