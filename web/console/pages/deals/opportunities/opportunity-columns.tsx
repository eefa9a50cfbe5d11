import type { ReactNode } from 'react';
import type { StaffOpportunity } from '#modules/commerce/contract';
import { dateTime, relativeTime, yuan } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Two } from '../../../parts/list-parts.tsx';
import type { Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { editionOf, OPPORTUNITY_STATES, OPPORTUNITY_TONES } from './opportunity-words.ts';

export const opportunityColumns: readonly Column<StaffOpportunity>[] = [
  {
    key: 'who',
    title: '顾客',
    width: 130,
    always: true,
    render: (row) => (
      <Two
        first={<strong>{row.customerName === '' ? '已删除' : row.customerName}</strong>}
        second={row.customerPhone}
      />
    ),
  },
  {
    key: 'state',
    title: '状态',
    width: 100,
    always: true,
    render: (row) => <StateWord tone={OPPORTUNITY_TONES[row.state]}>{OPPORTUNITY_STATES[row.state]}</StateWord>,
  },
  { key: 'place', title: '小区', width: 120, render: (row) => <Two first={row.communityName} second={row.cityName} /> },
  { key: 'what', title: '想做什么', width: 140, render: (row) => row.packageName ?? '还没定' },
  {
    key: 'seller',
    title: '谁在谈',
    width: 110,
    render: (row) => (row.touchpointId === null ? '没人' : <Two first={row.sellerName} second={row.sellerRoleName} />),
  },
  { key: 'quotation', title: '最新报价', width: 160, align: 'right', render: (row) => <Quoted opportunity={row} /> },
  { key: 'visit', title: '上门', width: 120, render: (row) => <VisitAt at={row.visitStartsAt} /> },
  { key: 'opened', title: '来了多久', width: 110, render: (row) => <Since at={row.openedAt} /> },
];

/** What there is room for while an opportunity is open. */
const BESIDE_PANEL = ['who', 'state', 'place', 'quotation'];
export const besidePanel = opportunityColumns.filter(({ key }) => BESIDE_PANEL.includes(key));

function Quoted({ opportunity }: { opportunity: StaffOpportunity }): ReactNode {
  const now = useNow();
  const { quotation } = opportunity;
  if (quotation === null) return '—';
  const until = quotation.state === 'sent' ? `${relativeTime(quotation.validUntil, now)}到期` : quotation.stateName;
  return <Two align="right" first={yuan(quotation.totalFen)} second={`${editionOf(quotation)} · ${until}`} />;
}

function VisitAt({ at }: { at: string | null }): ReactNode {
  const now = useNow();
  return at === null ? '—' : dateTime(at, now);
}

function Since({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}
