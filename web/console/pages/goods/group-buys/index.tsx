import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choicesOf, useCities } from '../../../parts/choices.ts';
import { CommunityFinder } from '../../../parts/community-finder.tsx';
import { choiceBlank, givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { Export } from '../../../parts/list-parts.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { besidePanel, groupBuyColumns } from './group-buy-columns.tsx';
import { answerOf, countOfTab, GROUP_BUY_TABS, KINDS, TAB_NAMES, type GroupBuyTab } from './group-buy-words.ts';
import { RULES, useGroupBuyPanel } from './use-group-buy-panel.tsx';
import { useGroupBuys, type GroupBuyDesk } from './use-group-buys.ts';
import '../goods.css';

/** 现在开着哪些团，哪些怕是成不了？ */
export default function GroupBuysPage(): ReactNode {
  const desk = useGroupBuys();
  const panel = useGroupBuyPanel(desk);
  const now = useNow();
  return (
    <PageFrame
      title="团购"
      question="现在开着哪些团，哪些怕是成不了？"
      tabs={<AreaTabs area="goods" />}
      actions={<Button onClick={() => desk.open(RULES)}>截单规则</Button>}
      {...(desk.counts === undefined
        ? {}
        : { answer: answerOf(desk.counts, desk.tab === 'open' ? desk.list.rows : undefined, now) })}
      filter={<Filter desk={desk} />}
      panel={panel}
    >
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as GroupBuyTab)}
        tabs={GROUP_BUY_TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
        }))}
      >
        {desk.openId === undefined ? (
          <CommunityFinder label="只看一个小区" width={160} onFind={({ id }) => desk.filter('community', id)} />
        ) : null}
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="group-buys"
        noun="团"
        columns={desk.openId === undefined ? groupBuyColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.groupBuyId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.groupBuyId)}
        empty={emptyOf(desk)}
      />
    </PageFrame>
  );
}

function Filter({ desk }: { desk: GroupBuyDesk }): ReactNode {
  const { filters } = desk;
  const kinds = Object.entries(KINDS).map(([value, label]) => ({ value, label }));
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('city', '城市', '所有城市', choicesOf(useCities())),
        '的',
        choiceBlank('kind', '玩法', '接龙、拼团和阶梯价', kinds),
        '，名称或团号有',
        { kind: 'text', name: 'text', label: '名称或团号', any: '不限' },
        ...givenBlank('community', '小区', filters.community),
        ...givenBlank('campaign', '联合活动', filters.campaign),
        ...givenBlank('leader', '团长', filters.leader),
      ]}
      values={filters}
      onChange={desk.filter}
    />
  );
}

function emptyOf({ filtered, tab }: GroupBuyDesk): { title: string; hint?: string } {
  if (filtered) return { title: '这样筛下来没有团', hint: '放宽上面那句话里的条件再看看。' };
  if (tab === 'open')
    return { title: '现在没有开着的团', hint: '团长在工作台开团，或者去「联合活动」一次给很多小区开。' };
  return { title: tab === 'all' ? '还没有开过团' : `没有${TAB_NAMES[tab]}的团` };
}
