import type { ReactNode } from 'react';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choicesOf, useCities, useStores } from '../../../parts/choices.ts';
import { choiceBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { Export, Jump } from '../../../parts/list-parts.tsx';
import { useWorkerChoices } from '../use-services.ts';
import { besidePanel, projectColumns } from './project-columns.tsx';
import { useProjectPanel } from './project-panel.tsx';
import { answerOf, countOfTab, TABS, type ProjectTab } from './project-words.ts';
import { useProjects, type ProjectDesk } from './use-projects.ts';
import '../service.css';
import './projects.css';

/** 哪些工程停着，在等谁？ What is to be redone first. */
export default function ProjectsPage(): ReactNode {
  const desk = useProjects();
  const { counts, tab } = desk;
  const panel = useProjectPanel(desk.openId, () => desk.open(undefined));
  return (
    <PageFrame
      title="工程"
      question="哪些工程停着，在等谁？"
      tabs={<AreaTabs area="service" />}
      {...(counts === undefined
        ? {}
        : {
            answer: {
              ...answerOf(counts),
              next:
                counts.waitingTechnician > 0 && tab !== 'technician' ? (
                  <Jump onClick={() => desk.show('technician')}>先看等返工的</Jump>
                ) : null,
            },
          })}
      filter={<Filter desk={desk} />}
      panel={panel}
    >
      <StateTabs
        label="状态"
        value={tab}
        onChange={(value) => desk.show(value as ProjectTab)}
        tabs={Object.entries(TABS).map(([value, label]) => ({
          value,
          label,
          count: counts === undefined ? undefined : countOfTab(value as ProjectTab, counts),
          urgent: value === 'technician',
        }))}
      >
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="projects"
        noun="工程"
        columns={desk.openId === undefined ? projectColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.projectId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.projectId)}
        empty={emptyOf(desk)}
      />
    </PageFrame>
  );
}

function Filter({ desk }: { desk: ProjectDesk }): ReactNode {
  const { filters } = desk;
  const { community } = filters;
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('city', '城市', '所有城市', choicesOf(useCities())),
        '、',
        choiceBlank('store', '门店', '所有门店', choicesOf(useStores(filters.city))),
        '里由',
        choiceBlank(
          'person',
          '技师',
          '任何人',
          useWorkerChoices({ cityId: filters.city, storeId: filters.store, skill: 'install' }),
        ),
        '做、订单号是',
        { kind: 'text', name: 'text', label: '订单号或末四位', any: '不限' },
        '的工程',
        ...(community === undefined
          ? []
          : ['，只看', choiceBlank('community', '小区', '不限', [{ value: community, label: '这个小区' }])]),
      ]}
      values={filters}
      onChange={desk.filter}
    />
  );
}

function emptyOf({ filtered, tab }: ProjectDesk): { title: string; hint?: string } {
  if (filtered) return { title: '这样筛下来没有工程', hint: '放宽上面那句话里的条件再看看。' };
  if (tab === 'technician')
    return { title: '没有要返工的工程', hint: '业主说哪一步不行，工程就会停在这里等师傅返工。' };
  if (tab === 'owner') return { title: '没有等业主确认的工程', hint: '师傅拍照提交一步后，会在这里等业主点头。' };
  if (tab === 'active' || tab === 'all') return { title: '还没有工程', hint: '订单收到定金，工程就自动开始。' };
  return { title: `没有${TABS[tab]}的工程` };
}
