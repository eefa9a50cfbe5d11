import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { CampaignItem } from '#modules/commerce/contract';
import { count, dateTime, yuan } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useAddress } from '../../../parts/use-desk.ts';
import { useList } from '../../../parts/use-list.ts';
import { CAMPAIGNS_KEY, CAMPAIGNS_PATH, GROUP_BUY_TOPICS, NEW } from '../goods-paths.ts';
import { TargetBar } from '../group-buys/target-bar.tsx';
import { OpenCampaign } from './campaign-body.tsx';
import { CampaignForm } from './campaign-form.tsx';
import { answerOf, CAMPAIGN_TABS, CAMPAIGN_TONES, reachWords, TAB_NAMES, type CampaignTab } from './campaign-words.ts';
import '../goods.css';

const columns: readonly Column<CampaignItem>[] = [
  {
    key: 'title',
    title: '活动',
    width: 220,
    always: true,
    render: (row) => <Two first={<strong>{row.title}</strong>} second={`${row.kindName} · ${reachWords(row)}`} />,
  },
  {
    key: 'state',
    title: '状态',
    width: 100,
    always: true,
    render: (row) => <StateWord tone={CAMPAIGN_TONES[row.state]}>{row.stateName}</StateWord>,
  },
  { key: 'target', title: '目标', width: 220, always: true, render: (row) => <Target campaign={row} /> },
  {
    key: 'opened',
    title: '开了',
    width: 100,
    align: 'right',
    render: (row) => (row.state === 'draft' ? '—' : `${count(row.launch.opened)}个小区`),
  },
  { key: 'orders', title: '下单', width: 90, align: 'right', render: (row) => count(row.orders) },
  { key: 'money', title: '卖了', width: 110, align: 'right', render: (row) => yuan(row.goodsFen) },
  { key: 'cutOff', title: '截单', width: 140, render: (row) => <CutOff campaign={row} /> },
];
const besidePanel = columns.filter(({ key }) => ['title', 'state', 'target'].includes(key));

/** 一起开的团，离目标还差多少？ */
export default function CampaignsPage(): ReactNode {
  const address = useAddress<'text', CampaignTab>({ row: 'campaign', filters: ['text'], tabs: TAB_NAMES });
  const tab = address.chosen ?? 'all';
  const { openId, filters } = address;
  const mayEdit = useMay('group_buy.edit');
  const now = useNow();
  const list = useList<CampaignItem>(CAMPAIGNS_KEY, CAMPAIGNS_PATH, {
    query: { state: tab === 'all' ? undefined : tab, text: filters.text },
    topics: GROUP_BUY_TOPICS,
  });
  const add = mayEdit ? (
    <Button type="primary" onClick={() => address.open(NEW)}>
      给很多小区开团
    </Button>
  ) : undefined;
  return (
    <PageFrame
      title="联合活动"
      question="一起开的团，离目标还差多少？"
      tabs={<AreaTabs area="goods" />}
      actions={add}
      {...(list.rows === undefined || tab !== 'all' ? {} : { answer: answerOf(list.rows, now) })}
      filter={
        <FilterSentence
          parts={['看名字里有', { kind: 'text', name: 'text', label: '名字', any: '不限' }, '的联合活动']}
          values={filters}
          onChange={address.filter}
        />
      }
      panel={panelOf(address, list.rows)}
    >
      <StateTabs
        label="状态"
        value={tab}
        onChange={(value) => address.show(value as CampaignTab)}
        tabs={CAMPAIGN_TABS.map((value) => ({ value, label: TAB_NAMES[value] }))}
      />
      <ListTable
        name="campaigns"
        noun="联合活动"
        columns={openId === undefined ? columns : besidePanel}
        list={list}
        idOf={(row) => row.campaignId}
        openId={openId}
        onOpen={(row) => address.open(row.campaignId)}
        empty={
          address.filtered || tab !== 'all'
            ? { title: '没有这样的联合活动', hint: '换个状态或名字再看看。' }
            : { title: '还没有联合活动', hint: '选好商品和小区，一次给几百个小区开团，进度一起看。', action: add }
        }
      />
    </PageFrame>
  );
}

function panelOf(
  address: Pick<ReturnType<typeof useAddress<'text', CampaignTab>>, 'openId' | 'open'>,
  rows: readonly CampaignItem[] | undefined,
): SidePanelProps | undefined {
  const { openId } = address;
  const onClose = (): void => address.open(undefined);
  if (openId === undefined) return undefined;
  if (openId === NEW) {
    const form = <CampaignForm onDone={(id) => address.open(id)} />;
    return { title: '给很多小区开团', subtitle: '先存成草稿，看过哪里能开再开', onClose, children: form };
  }
  const row = rows?.find(({ campaignId }) => campaignId === openId);
  return {
    title: row?.title ?? '联合活动',
    subtitle: row === undefined ? '' : `${row.kindName} · ${reachWords(row)}`,
    onClose,
    children: <OpenCampaign key={openId} id={openId} onOpen={address.open} />,
  };
}

function Target({ campaign }: { campaign: CampaignItem }): ReactNode {
  const { target, percent } = campaign;
  if (target === null || percent === null) return <span className="goods-quiet">没定目标</span>;
  const reached = { orders: campaign.orders, people: campaign.people, fen: campaign.goodsFen }[target.kind];
  return <TargetBar kind={target.kind} target={target.amount} reached={reached} percent={percent} />;
}

function CutOff({ campaign }: { campaign: CampaignItem }): ReactNode {
  const now = useNow();
  return campaign.cutOffAt === null ? '按各地规则' : dateTime(campaign.cutOffAt, now);
}
