import type { ReactNode } from 'react';
import { Export, Jump } from '../../parts/list-parts.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { StateTabs } from '../../parts/state-tabs.tsx';
import { besidePanel, leadColumns } from './lead-columns.tsx';
import { answerOf, countOfTab, LEAD_STATES, LEAD_TABS, TAB_NAMES, type LeadTab } from './lead-words.ts';
import { LeadsFilter } from './leads-filter.tsx';
import { useLeadPanel } from './use-lead-panel.tsx';
import { useLeads, type LeadDesk } from './use-leads.ts';
import './leads.css';

/** 哪些线索要有人盯？ Overdue first: somebody asked to be called, and nobody has. */
export default function LeadsPage(): ReactNode {
  const desk = useLeads();
  const panel = useLeadPanel(desk.openId, () => desk.open(undefined));
  return (
    <PageFrame
      title="线索"
      question="哪些线索要有人盯？"
      tabs={<AreaTabs area="deals" />}
      {...(desk.counts === undefined
        ? {}
        : { answer: { ...answerOf(desk.counts, desk.month), next: <Overdue desk={desk} /> } })}
      filter={<LeadsFilter filters={desk.filters} onChange={desk.filter} />}
      panel={panel}
    >
      <Tabs desk={desk} />
      <ListTable
        name="leads"
        noun="线索"
        measure="条"
        columns={desk.openId === undefined ? leadColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.leadId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.leadId)}
        empty={emptyOf(desk)}
      />
    </PageFrame>
  );
}

function Tabs({ desk }: { desk: LeadDesk }): ReactNode {
  const { counts, tab } = desk;
  return (
    <StateTabs
      label="状态"
      value={tab}
      onChange={(value) => desk.show(value as LeadTab)}
      tabs={LEAD_TABS.map((value) => ({
        value,
        label: TAB_NAMES[value],
        count: counts === undefined ? undefined : countOfTab(value, counts),
        urgent: value === 'overdue',
      }))}
    >
      <Export path={desk.exportPath} />
    </StateTabs>
  );
}

/** The way from the answer to what it counts. */
function Overdue({ desk }: { desk: LeadDesk }): ReactNode {
  if (desk.tab === 'overdue' || (desk.counts?.overdue ?? 0) === 0) return null;
  return <Jump onClick={() => desk.show('overdue')}>先看超时的</Jump>;
}

function emptyOf({ tab, filtered }: LeadDesk): { title: string; hint?: string } {
  if (filtered) return { title: '这样筛下来没有线索', hint: '放宽上面那句话里的条件再看看。' };
  if (tab === 'overdue') return { title: '没有超时的线索', hint: '住户留下电话后，到了时限还没人联系的会出现在这里。' };
  if (tab === 'open' || tab === 'all') {
    return { title: '还没有线索', hint: '住户在活动页留下电话，或触点登记一位，几秒内就会出现在这里。' };
  }
  return { title: `没有${LEAD_STATES[tab]}的线索` };
}
