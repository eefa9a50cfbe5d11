import type { ReactNode } from 'react';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choicesOf, useCities, useStores } from '../../../parts/choices.ts';
import { FilterSentence, type Blank } from '../../../parts/filter-sentence.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { Export, Jump } from '../../../parts/list-parts.tsx';
import { besidePanel, ticketColumns } from './ticket-columns.tsx';
import { useTicketPanel } from './ticket-panel.tsx';
import { answerOf, countOfTab, KINDS, TABS, type TicketTab } from './ticket-words.ts';
import { useTickets, type TicketDesk } from './use-tickets.ts';
import '../service.css';

/** 哪些事过了时限还没人办？ */
export default function TicketsPage(): ReactNode {
  const desk = useTickets();
  const { counts, tab } = desk;
  const panel = useTicketPanel(desk.openId, () => desk.open(undefined));
  return (
    <PageFrame
      title="工单"
      question="哪些事过了时限还没人办？"
      tabs={<AreaTabs area="service" waiting={{ '/service/tickets': counts?.overdue }} />}
      {...(counts === undefined
        ? {}
        : {
            answer: {
              ...answerOf(counts),
              next:
                counts.overdue > 0 && tab !== 'overdue' ? (
                  <Jump onClick={() => desk.show('overdue')}>先办超时的</Jump>
                ) : null,
            },
          })}
      filter={<Filter desk={desk} />}
      panel={panel}
    >
      <StateTabs
        label="状态"
        value={tab}
        onChange={(value) => desk.show(value as TicketTab)}
        tabs={Object.entries(TABS).map(([value, label]) => ({
          value,
          label,
          count: counts === undefined ? undefined : countOfTab(value as TicketTab, counts),
          urgent: value === 'overdue',
        }))}
      >
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="tickets"
        noun="工单"
        measure="张"
        columns={desk.openId === undefined ? ticketColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.ticketId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.ticketId)}
        empty={emptyOf(desk)}
      />
    </PageFrame>
  );
}

function Filter({ desk }: { desk: TicketDesk }): ReactNode {
  const { filters } = desk;
  const given = (name: 'community' | 'subject', label: string): (string | Blank)[] => {
    const value = filters[name];
    if (value === undefined) return [];
    return ['，只看', { kind: 'choice', name, label, any: '不限', options: [{ value, label: `这${label}` }] }];
  };
  return (
    <FilterSentence
      parts={[
        '看',
        { kind: 'choice', name: 'city', label: '城市', any: '所有城市', options: choicesOf(useCities()) },
        '、',
        { kind: 'choice', name: 'store', label: '门店', any: '所有门店', options: choicesOf(useStores(filters.city)) },
        '里的',
        {
          kind: 'choice',
          name: 'kind',
          label: '种类',
          any: '各种事',
          options: Object.entries(KINDS).map(([value, label]) => ({ value, label })),
        },
        '，单号是',
        { kind: 'text', name: 'text', label: '工单号或末四位', any: '不限' },
        ...given('community', '个小区'),
        ...given('subject', '件事'),
      ]}
      values={filters}
      onChange={desk.filter}
    />
  );
}

function emptyOf({ filtered, tab }: TicketDesk): { title: string; hint?: string } {
  if (filtered) return { title: '这样筛下来没有工单', hint: '放宽上面那句话里的条件再看看。' };
  if (tab === 'overdue') return { title: '没有超时的工单', hint: '过了时限还没办结的会排在这里，最急的在最上面。' };
  if (tab === 'open' || tab === 'all') {
    return { title: '没有要处理的工单', hint: '有人打了低分、款项对不上、上门没人去，系统会自动开单。' };
  }
  return { title: `没有${TABS[tab]}的工单` };
}
