import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { Export, Jump } from '../../../parts/list-parts.tsx';
import { Board } from '../board/index.tsx';
import { useVisitPanel } from './use-visit-panel.tsx';
import { useVisits, type VisitDesk } from './use-visits.ts';
import { besidePanel, visitColumns } from './visit-columns.tsx';
import { answerOf, countOfTab, TAB_NAMES, TABS, type VisitTab } from './visit-words.ts';
import { VisitsFilter } from './visits-filter.tsx';
import '../service.css';
import './visits.css';

/** 今天谁去哪，哪一单没人去？ What nobody goes to first; then who goes where, by time. */
export default function VisitsPage(): ReactNode {
  const desk = useVisits();
  const panel = useVisitPanel(desk.openId, desk.open);
  const unplaced = desk.all?.unplaced ?? 0;
  return (
    <PageFrame
      title="预约派单"
      question="今天谁去哪，哪一单没人去？"
      tabs={<AreaTabs area="service" waiting={{ '/service': unplaced }} />}
      actions={<Views desk={desk} />}
      {...(desk.all === undefined
        ? {}
        : {
            answer: {
              ...answerOf(desk.all, desk.today),
              next:
                unplaced > 0 && (desk.tab !== 'unplaced' || desk.view === 'day') ? (
                  <Jump onClick={() => desk.show('unplaced')}>先排没人去的</Jump>
                ) : null,
            },
          })}
      {...(desk.view === 'day'
        ? {}
        : { filter: <VisitsFilter tab={desk.tab} filters={desk.filters} onChange={desk.filter} /> })}
      panel={panel}
    >
      {desk.view === 'day' ? <Board desk={desk} /> : <ByTime desk={desk} />}
    </PageFrame>
  );
}

function Views({ desk }: { desk: VisitDesk }): ReactNode {
  return (
    <Segmented<'list' | 'day'>
      aria-label="怎么看"
      value={desk.view}
      options={[
        { value: 'list', label: '列表' },
        { value: 'day', label: '调度板' },
      ]}
      onChange={desk.look}
    />
  );
}

function ByTime({ desk }: { desk: VisitDesk }): ReactNode {
  const { counts } = desk;
  return (
    <>
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as VisitTab)}
        tabs={TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: counts === undefined ? undefined : countOfTab(value, counts),
          urgent: value === 'unplaced',
        }))}
      >
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="visits"
        noun="上门"
        measure="单"
        columns={desk.openId === undefined ? visitColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.visitId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.visitId)}
        empty={emptyOf(desk)}
      />
    </>
  );
}

function emptyOf({ filtered, tab }: VisitDesk): { title: string; hint?: string } {
  if (filtered) return { title: '这样筛下来没有上门', hint: '放宽上面那句话里的条件再看看。' };
  if (tab === 'unplaced')
    return { title: '每一单都有人去', hint: '有人请假、生病又没人能顶上时，那一单会出现在这里。' };
  if (tab === 'open' || tab === 'all') {
    return { title: '还没有上门', hint: '住户在活动页或扫码选好时间，几秒内就会出现在这里。' };
  }
  return { title: `没有${TAB_NAMES[tab]}的上门` };
}
