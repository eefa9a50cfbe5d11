import type { ReactNode } from 'react';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { Jump } from '../../../parts/list-parts.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { useCityBlank, useSellerBlank, useStoreBlank } from '../deal-blanks.ts';
import { besidePanel, opportunityColumns } from './opportunity-columns.tsx';
import { answerOf, countOfTab, OPPORTUNITY_TABS, TAB_NAMES, type OpportunityTab } from './opportunity-words.ts';
import { useOpportunities, type OpportunityDesk } from './use-opportunities.ts';
import { useOpportunityPanel } from './use-opportunity-panel.tsx';
import '../deals.css';

/** 谁量过房还没签，报了多少？ */
export default function OpportunitiesPage(): ReactNode {
  const desk = useOpportunities();
  const panel = useOpportunityPanel(desk.openId, () => desk.open(undefined));
  return (
    <PageFrame
      title="商机"
      question="谁量过房还没签，报了多少？"
      tabs={<AreaTabs area="deals" />}
      {...(desk.counts === undefined ? {} : { answer: { ...answerOf(desk.counts), next: <Unquoted desk={desk} /> } })}
      filter={<Filter desk={desk} />}
      panel={panel}
    >
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as OpportunityTab)}
        tabs={OPPORTUNITY_TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
        }))}
      />
      <ListTable
        name="opportunities"
        noun="商机"
        measure="个"
        columns={desk.openId === undefined ? opportunityColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.visitId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.visitId)}
        empty={emptyOf(desk)}
      />
    </PageFrame>
  );
}

function Filter({ desk }: { desk: OpportunityDesk }): ReactNode {
  const { filters } = desk;
  return (
    <FilterSentence
      parts={[
        '看',
        useCityBlank(),
        '、',
        useStoreBlank(filters.city),
        '由',
        useSellerBlank(filters.city, filters.store),
        '在谈的商机',
        ...givenBlank('community', '小区', filters.community),
      ]}
      values={filters}
      onChange={desk.filter}
    />
  );
}

function Unquoted({ desk }: { desk: OpportunityDesk }): ReactNode {
  const open = desk.counts === undefined ? 0 : countOfTab('open', desk.counts);
  return open === 0 || desk.tab === 'open' ? null : <Jump onClick={() => desk.show('open')}>看没报价的</Jump>;
}

function emptyOf({ tab, filtered }: OpportunityDesk): { title: string; hint?: string } {
  if (filtered) return { title: '这样筛下来没有商机', hint: '放宽上面那句话里的条件再看看。' };
  if (tab === 'all') return { title: '还没有商机', hint: '住户约了上门量房，几秒内就会出现在这里。' };
  return { title: `没有${TAB_NAMES[tab]}的商机` };
}
