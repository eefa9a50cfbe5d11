import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { RewardItem } from '#modules/commerce/contract';
import { count } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choiceBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { Two } from '../../../parts/list-parts.tsx';
import { PageFrame, type PageAnswer } from '../../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { NEW } from '../../goods/goods-paths.ts';
import { Good } from '../../goods/thumb.tsx';
import { REWARDS_KEY, REWARDS_PATH } from '../deals-paths.ts';
import { OpenReward } from './reward-body.tsx';
import { PLACES, REWARD_KINDS, REWARD_STATES, REWARD_TONES, type RewardState } from './reward-draft.ts';
import { RewardForm } from './reward-form.tsx';
import { Views, type ViewProps } from './views.tsx';

type RewardTab = RewardState | 'all';
interface RewardCounts {
  readonly byState: Readonly<Record<string, number>>;
}
type RewardFilter = 'kind' | 'text';
type RewardDesk = Desk<RewardItem, RewardFilter, RewardTab, RewardCounts>;

const TABS: Readonly<Record<RewardTab, string>> = { ...REWARD_STATES, all: '全部' };

const countOfTab = (tab: RewardTab, { byState }: RewardCounts): number =>
  tab === 'all' ? Object.values(byState).reduce((sum, each) => sum + each, 0) : (byState[tab] ?? 0);

const REWARDS: DeskKind<RewardFilter, RewardTab, RewardCounts> = {
  row: 'reward',
  filters: ['kind', 'text'],
  tabs: TABS,
  key: REWARDS_KEY,
  path: REWARDS_PATH,
  topics: ['voucher'],
  firstTab: (filtered, counts) =>
    filtered || (counts !== undefined && countOfTab('live', counts) === 0) ? 'all' : 'live',
  queryOf: (url) => ({ kind: url.kind, text: url.text }),
  queryOfTab: (tab) => (tab === 'all' ? {} : { state: tab }),
  countOfTab,
  staysInTab: true,
};

const columns: readonly Column<RewardItem>[] = [
  {
    key: 'title',
    title: '换什么',
    width: 260,
    always: true,
    render: (row) => <Good imageId={row.imageId} name={row.title} note={row.kindName} />,
  },
  {
    key: 'state',
    title: '状态',
    width: 90,
    always: true,
    render: (row) => <StateWord tone={REWARD_TONES[row.state]}>{row.stateName}</StateWord>,
  },
  { key: 'points', title: '要几分', width: 100, align: 'right', always: true, render: (row) => count(row.points) },
  {
    key: 'stock',
    title: '还剩',
    width: 110,
    align: 'right',
    always: true,
    render: (row) => <Two align="right" first={count(row.stock - row.taken)} second={`换走${count(row.taken)}`} />,
  },
  { key: 'area', title: '哪里', width: 110, render: (row) => row.areaName },
  { key: 'where', title: '在哪领', width: 130, render: (row) => PLACES[row.handedInAt] },
  { key: 'span', title: '什么时候', width: 190, render: (row) => `${row.from} 到 ${row.to}` },
];

function answerOf(counts: RewardCounts, rows: readonly RewardItem[] | undefined): PageAnswer {
  const live = countOfTab('live', counts);
  const gone = (rows ?? []).filter(({ state, stock, taken }) => state === 'live' && taken >= stock);
  return {
    figure: count(live),
    unit: '样东西可以用积分换',
    ...(gone.length === 0 ? {} : { why: `${gone.map(({ title }) => `「${title}」`).join('、')}换完了，要不要补？` }),
  };
}

/** What points are spent on, with its stock. */
export function Rewards({ onShow }: ViewProps): ReactNode {
  const desk = useDesk<RewardItem, RewardFilter, RewardTab, RewardCounts>(REWARDS);
  const mayEdit = useMay('member.edit');
  return (
    <PageFrame
      title="会员"
      question="谁是常客，积分花在哪了？"
      tabs={<AreaTabs area="deals" />}
      actions={
        mayEdit ? (
          <Button type="primary" onClick={() => desk.open(NEW)}>
            加一样
          </Button>
        ) : null
      }
      {...(desk.counts === undefined ? {} : { answer: answerOf(desk.counts, desk.list.rows) })}
      filter={<Filter desk={desk} />}
      panel={panelOf(desk)}
    >
      <Views view="rewards" onShow={onShow} />
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as RewardTab)}
        tabs={(['live', 'draft', 'paused', 'ended', 'all'] as const).map((value) => ({
          value,
          label: TABS[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
        }))}
      />
      <ListTable
        name="rewards"
        noun="东西"
        measure="样"
        columns={desk.openId === undefined ? columns : columns.filter(({ always }) => always === true)}
        list={desk.list}
        idOf={(row) => row.rewardId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.rewardId)}
        empty={
          desk.filtered
            ? { title: '这样筛下来没有', hint: '放宽上面那句话里的条件再看看。' }
            : { title: '积分商城还是空的', hint: '加一样商品、服务或活动，先存草稿，看过再上架。' }
        }
      />
    </PageFrame>
  );
}

function panelOf(desk: RewardDesk): SidePanelProps | undefined {
  const { openId } = desk;
  const onClose = (): void => desk.open(undefined);
  if (openId === undefined) return undefined;
  if (openId === NEW) {
    return {
      title: '积分商城加一样',
      subtitle: '先存成草稿，看过再上架',
      onClose,
      children: <RewardForm reward={undefined} onDone={({ rewardId }) => desk.open(rewardId)} />,
    };
  }
  const row = desk.list.rows?.find(({ rewardId }) => rewardId === openId);
  return {
    title: row?.title ?? '积分商城',
    subtitle: row === undefined ? '' : `${row.kindName} · ${row.areaName} · ${count(row.points)}分`,
    onClose,
    children: <OpenReward key={openId} id={openId} />,
  };
}

function Filter({ desk }: { desk: RewardDesk }): ReactNode {
  const kinds = Object.entries(REWARD_KINDS).map(([value, label]) => ({ value, label }));
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('kind', '种类', '各种', kinds),
        '，名称有',
        { kind: 'text', name: 'text', label: '名称', any: '不限' },
        '的东西',
      ]}
      values={desk.filters}
      onChange={desk.filter}
    />
  );
}
