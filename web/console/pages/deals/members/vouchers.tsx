import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { VoucherItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count, date, dateTime, relativeTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { Export, Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { PageFrame, type PageAnswer } from '../../../parts/page-frame.tsx';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { ReasonDialog } from '../../../parts/reason-dialog.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord, type StateTone } from '../../../parts/state-word.tsx';
import { useDesk, type Desk, type DeskKind } from '../../../parts/use-desk.ts';
import { boardDays } from '../../boards/board-words.ts';
import { MEMBERS_KEY, REWARDS_KEY, VOUCHERS_KEY, VOUCHERS_PATH } from '../deals-paths.ts';
import { PERIOD, useCityBlank } from '../deal-blanks.ts';
import { contactOf, whoOf } from '../who.ts';
import { Views, type ViewProps } from './views.tsx';

type VoucherTab = VoucherItem['state'] | 'all';
interface VoucherCounts {
  readonly byState: Readonly<Record<string, number>>;
  readonly points: number;
}
type VoucherFilter = 'period' | 'city' | 'of';
type VoucherDesk = Desk<VoucherItem, VoucherFilter, VoucherTab, VoucherCounts>;

const TABS: Readonly<Record<VoucherTab, string>> = {
  live: '待使用',
  used: '已使用',
  cancelled: '已退',
  expired: '已过期',
  all: '全部',
};
const TONES: Readonly<Record<VoucherItem['state'], StateTone>> = {
  live: 'system',
  used: 'good',
  cancelled: 'neutral',
  expired: 'warn',
};

const countOfTab = (tab: VoucherTab, { byState }: VoucherCounts): number =>
  tab === 'all' ? Object.values(byState).reduce((sum, each) => sum + each, 0) : (byState[tab] ?? 0);

const VOUCHERS: DeskKind<VoucherFilter, VoucherTab, VoucherCounts> = {
  row: 'voucher',
  filters: ['period', 'city', 'of'],
  tabs: TABS,
  key: VOUCHERS_KEY,
  path: VOUCHERS_PATH,
  topics: ['voucher'],
  firstTab: () => 'all',
  queryOf: (url, now) => ({
    ...(url.period === undefined ? {} : boardDays(url.period, new Date(now))),
    cityId: url.city,
    rewardId: url.of,
  }),
  queryOfTab: (tab) => (tab === 'all' ? {} : { state: tab }),
  countOfTab,
  staysInTab: true,
};

const columns: readonly Column<VoucherItem>[] = [
  {
    key: 'title',
    title: '换了什么',
    width: 190,
    always: true,
    render: (row) => <Two first={<strong>{row.title}</strong>} second={row.kindName} />,
  },
  {
    key: 'state',
    title: '状态',
    width: 100,
    always: true,
    render: (row) => <StateWord tone={TONES[row.state]}>{row.stateName}</StateWord>,
  },
  {
    key: 'who',
    title: '谁',
    width: 150,
    always: true,
    render: (row) => <Two first={whoOf(row)} second={row.customerPhone} />,
  },
  { key: 'points', title: '花了', width: 90, align: 'right', render: (row) => `${count(row.points)}分` },
  { key: 'place', title: '在哪领', width: 140, render: (row) => row.placeName },
  { key: 'at', title: '什么时候换的', width: 120, render: (row) => <At at={row.redeemedAt} /> },
  { key: 'until', title: '管到', width: 110, render: (row) => <On at={row.validUntil} /> },
];

function At({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}

function On({ at }: { at: string }): ReactNode {
  return date(at, useNow());
}

function answerOf(counts: VoucherCounts): PageAnswer {
  return {
    figure: count(countOfTab('all', counts)),
    unit: '次兑换',
    why: `一共花了${count(counts.points)}分，${count(countOfTab('live', counts))}份还没来领。`,
  };
}

/** Who redeemed what, and whether it was handed over. */
export function Vouchers({ onShow }: ViewProps): ReactNode {
  const desk = useDesk<VoucherItem, VoucherFilter, VoucherTab, VoucherCounts>(VOUCHERS);
  return (
    <PageFrame
      title="会员"
      question="谁是常客，积分花在哪了？"
      tabs={<AreaTabs area="deals" />}
      {...(desk.counts === undefined ? {} : { answer: answerOf(desk.counts) })}
      filter={
        <FilterSentence
          parts={['看', PERIOD, '在', useCityBlank(), '的兑换', ...givenBlank('of', '东西', desk.filters.of)]}
          values={desk.filters}
          onChange={desk.filter}
        />
      }
      panel={panelOf(desk)}
    >
      <Views view="vouchers" onShow={onShow} />
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as VoucherTab)}
        tabs={(Object.keys(TABS) as VoucherTab[]).map((value) => ({
          value,
          label: TABS[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
        }))}
      >
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="vouchers"
        noun="兑换"
        measure="次"
        columns={desk.openId === undefined ? columns : columns.filter(({ always }) => always === true)}
        list={desk.list}
        idOf={(row) => row.voucherId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.voucherId)}
        empty={{ title: '还没有人换过', hint: '会员在商城用积分换，这里就会出现。' }}
      />
    </PageFrame>
  );
}

function panelOf(desk: VoucherDesk): SidePanelProps | undefined {
  const row = desk.list.rows?.find(({ voucherId }) => voucherId === desk.openId);
  if (row === undefined) return undefined;
  return {
    title: row.title,
    subtitle: `${whoOf(row)} · ${row.stateName}`,
    onClose: () => desk.open(undefined),
    children: <VoucherBody key={row.voucherId} voucher={row} />,
  };
}

function VoucherBody({ voucher }: { voucher: VoucherItem }): ReactNode {
  const now = useNow();
  return (
    <Panel>
      <PanelSection title="这张券">
        <Facts
          facts={[
            ['谁', contactOf(voucher)],
            ['花了', `${count(voucher.points)}分`],
            ['在哪领', voucher.placeName],
            ['换的时间', dateTime(voucher.redeemedAt, now)],
            ['管到', dateTime(voucher.validUntil, now)],
            ['活动时间', voucher.takesPlaceAt === null ? undefined : dateTime(voucher.takesPlaceAt, now)],
            ['领走', voucher.usedAt === null ? undefined : dateTime(voucher.usedAt, now)],
            [
              '退了',
              voucher.cancelledAt === null
                ? undefined
                : `${dateTime(voucher.cancelledAt, now)}${voucher.cancelReason === null ? '' : ` · ${voucher.cancelReason}`}`,
            ],
          ]}
        />
      </PanelSection>
      <CallOff voucher={voucher} />
    </Panel>
  );
}

/** What cannot be honoured is called off: all of its points go back. */
function CallOff({ voucher }: { voucher: VoucherItem }): ReactNode {
  const mayEdit = useMay('member.edit');
  const [open, setOpen] = useState(false);
  const act = useAct(
    (reason: string, key) => api.post(`${VOUCHERS_PATH}/${voucher.voucherId}/cancel`, { body: { reason }, key }),
    { stale: [VOUCHERS_KEY, REWARDS_KEY, MEMBERS_KEY], onDone: () => setOpen(false) },
  );
  if (!mayEdit || voucher.state !== 'live') return null;
  return (
    <div>
      <Button danger onClick={() => setOpen(true)}>
        兑现不了，退积分
      </Button>
      {open ? (
        <ReasonDialog
          title="退掉这张券"
          lead={`${count(voucher.points)}分全部退给会员，退了不能恢复。`}
          frequent={['东西缺货了', '活动取消了', '会员要求退回']}
          verb="退积分"
          placeholder="点上面的，或者自己写一句；会员会看到"
          maxLength={100}
          busy={act.busy}
          problem={act.problem}
          onSubmit={(reason) => void act.run(reason)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}
