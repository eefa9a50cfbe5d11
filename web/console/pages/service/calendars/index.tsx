import type { ReactNode } from 'react';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choicesOf, useCities, useStores } from '../../../parts/choices.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { useWorkers, type WorkerDesk } from './use-workers.ts';
import { useWorkerPanel } from './worker-panel.tsx';
import { besidePanel, workerColumns } from './worker-columns.tsx';
import { answerOf, inTab, SKILLS, WORKER_TABS, type WorkerTab } from './worker-words.ts';
import '../service.css';
import './calendars.css';

/** 谁什么时候有空，谁请了假？ */
export default function CalendarsPage(): ReactNode {
  const desk = useWorkers();
  const panel = useWorkerPanel(desk);
  return (
    <PageFrame
      title="排班"
      question="谁什么时候有空，谁请了假？"
      tabs={<AreaTabs area="service" />}
      {...(desk.people === undefined ? {} : { answer: answerOf(desk.people) })}
      filter={<Filter desk={desk} />}
      panel={panel}
    >
      <StateTabs
        label="哪些人"
        value={desk.tab}
        onChange={(value) => desk.show(value as WorkerTab)}
        tabs={Object.entries(WORKER_TABS).map(([value, label]) => ({
          value,
          label,
          count: desk.people?.filter((person) => inTab(person, value as WorkerTab)).length,
        }))}
      />
      <ListTable
        name="workers"
        noun="上门人员"
        measure="位"
        columns={desk.openId === undefined ? workerColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.touchpointId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.touchpointId)}
        empty={
          desk.filtered || desk.tab !== 'all'
            ? { title: '这样筛下来没有人', hint: '放宽上面那句话里的条件再看看。' }
            : { title: '还没有上门人员', hint: '在「触点」里加设计师和技师，再到这里登记技能和班次。' }
        }
      />
    </PageFrame>
  );
}

function Filter({ desk }: { desk: WorkerDesk }): ReactNode {
  const { filters } = desk;
  return (
    <FilterSentence
      parts={[
        '看',
        { kind: 'choice', name: 'city', label: '城市', any: '所有城市', options: choicesOf(useCities()) },
        '、',
        { kind: 'choice', name: 'store', label: '门店', any: '所有门店', options: choicesOf(useStores(filters.city)) },
        '里会',
        {
          kind: 'choice',
          name: 'skill',
          label: '技能',
          any: '任何手艺',
          options: Object.entries(SKILLS).map(([value, label]) => ({ value, label })),
        },
        '的人',
      ]}
      values={filters}
      onChange={desk.filter}
    />
  );
}
