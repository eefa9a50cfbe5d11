import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import type { BillItem, DifferenceItem } from '#modules/commerce/contract';
import { count, dayWithWeekday, relativeTime, yuan } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choiceBlank, givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { PERIOD } from '../deal-blanks.ts';
import { SandboxMark } from '../sandbox-mark.tsx';
import { OpenBill } from './bill-body.tsx';
import { BringBill } from './bring-bill.tsx';
import { OpenDifference } from './difference-body.tsx';
import {
  answerOf,
  DIFFERENCE_KINDS,
  DIFFERENCE_TABS,
  DIFFERENCE_TONES,
  netOf,
  standOf,
  TAB_NAMES,
  VIEWS,
  type BillView,
  type DifferenceTab,
} from './bill-words.ts';
import {
  differencesFile,
  useBillDesk,
  useBills,
  useDifferences,
  useMayBring,
  useOpenDifferences,
  useProviderChoices,
  type BillDesk,
} from './use-bills.ts';
import '../deals.css';
import './bills.css';

const BRING = 'bring';
const noonOf = (day: string): string => `${day}T12:00:00+08:00`;

const billColumns: readonly Column<BillItem>[] = [
  {
    key: 'day',
    title: '哪天',
    width: 150,
    always: true,
    render: (row) => <Two first={<strong>{dayWithWeekday(noonOf(row.day))}</strong>} second={row.providerName} />,
  },
  {
    key: 'stand',
    title: '对得怎样',
    width: 130,
    always: true,
    render: (row) => <StateWord tone={standOf(row).tone}>{standOf(row).words}</StateWord>,
  },
  {
    key: 'payments',
    title: '收款',
    width: 130,
    align: 'right',
    render: (row) => <Two align="right" first={yuan(row.paymentsFen)} second={`${count(row.payments)}笔`} />,
  },
  {
    key: 'refunds',
    title: '退款',
    width: 130,
    align: 'right',
    render: (row) => <Two align="right" first={yuan(row.refundsFen)} second={`${count(row.refunds)}笔`} />,
  },
  { key: 'net', title: '净收', width: 120, align: 'right', always: true, render: (row) => netOf(row) },
  {
    key: 'open',
    title: '差着的钱',
    width: 120,
    align: 'right',
    render: (row) => (row.open === 0 ? '—' : yuan(row.openFen)),
  },
  { key: 'source', title: '哪来的', width: 100, render: (row) => (row.source === 'upload' ? '人传的' : '自动取的') },
  { key: 'at', title: '对账时间', width: 110, render: (row) => <At at={row.matchedAt ?? row.begunAt} /> },
];

const differenceColumns: readonly Column<DifferenceItem>[] = [
  {
    key: 'number',
    title: '单号',
    width: 210,
    always: true,
    render: (row) => (
      <Two
        first={<strong>{row.refundNumber ?? row.paymentNumber}</strong>}
        second={`${row.subject === 'payment' ? '付款' : '退款'} · ${row.providerName}`}
      />
    ),
  },
  { key: 'kind', title: '怎么不一样', width: 140, always: true, render: (row) => row.kindName },
  {
    key: 'state',
    title: '状态',
    width: 100,
    always: true,
    render: (row) => <StateWord tone={DIFFERENCE_TONES[row.state]}>{row.stateName}</StateWord>,
  },
  { key: 'theirs', title: '渠道', width: 110, align: 'right', render: (row) => money(row.theirsFen) },
  { key: 'ours', title: '我们', width: 110, align: 'right', render: (row) => money(row.oursFen) },
  {
    key: 'reason',
    title: '说明',
    width: 180,
    render: (row) => (row.reason === null ? '—' : <Two first={row.reason} second={null} />),
  },
  { key: 'day', title: '哪天', width: 140, render: (row) => dayWithWeekday(noonOf(row.day)) },
];

const money = (fen: number | null): string => (fen === null ? '没有' : yuan(fen));

function At({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}

/** 哪天的账对不上，差在哪？ */
export default function BillsPage(): ReactNode {
  const desk = useBillDesk();
  const [url, setUrl] = useUrlState(['view']);
  const mayBring = useMayBring();
  const open = useOpenDifferences(desk.filters.provider);
  const given = desk.filters.bill !== undefined || desk.chosen !== undefined || (desk.openId ?? '').includes('/');
  const view: BillView =
    url.view === 'bills' || url.view === 'differences' ? url.view : given ? 'differences' : 'bills';
  return (
    <PageFrame
      title="对账"
      question="哪天的账对不上，差在哪？"
      tabs={<AreaTabs area="deals" />}
      actions={
        mayBring ? (
          <Button type="primary" onClick={() => desk.open(BRING)}>
            对一天的账
          </Button>
        ) : null
      }
      {...(open === undefined ? {} : { answer: { ...answerOf(open), next: <SandboxMark /> } })}
      filter={<Filter desk={desk} view={view} />}
      panel={panelOf(desk)}
    >
      <Segmented<BillView>
        className="bill-views"
        aria-label="怎么看"
        value={view}
        options={(Object.keys(VIEWS) as BillView[]).map((value) => ({ value, label: VIEWS[value] }))}
        onChange={(value) => {
          desk.open(undefined);
          setUrl({ view: value });
        }}
      />
      {view === 'bills' ? <Bills desk={desk} /> : <Differences desk={desk} />}
    </PageFrame>
  );
}

function Bills({ desk }: { desk: BillDesk }): ReactNode {
  const now = useNow();
  return (
    <ListTable
      name="bills"
      noun="账单"
      measure="份"
      columns={desk.openId === undefined ? billColumns : billColumns.filter(({ always }) => always === true)}
      list={useBills(desk, now)}
      idOf={(row) => row.billId}
      openId={desk.openId}
      onOpen={(row) => desk.open(row.billId)}
      empty={{ title: '还没有账单', hint: '每天十点自动取昨天的账单来对；也可以自己传一份。' }}
    />
  );
}

function Differences({ desk }: { desk: BillDesk }): ReactNode {
  const idOf = (row: DifferenceItem): string => `${row.billId}/${row.differenceNo}`;
  const tab = desk.chosen ?? 'open';
  return (
    <>
      <StateTabs
        label="状态"
        value={tab}
        onChange={(value) => desk.show(value as DifferenceTab)}
        tabs={DIFFERENCE_TABS.map((value) => ({ value, label: TAB_NAMES[value] }))}
      >
        <Button type="text" href={differencesFile(desk)} download icon={<Icon name="download" size={16} />}>
          导出 CSV
        </Button>
      </StateTabs>
      <ListTable
        name="differences"
        noun="差异"
        measure="笔"
        columns={
          desk.openId === undefined ? differenceColumns : differenceColumns.filter(({ always }) => always === true)
        }
        list={useDifferences(desk)}
        idOf={idOf}
        openId={desk.openId}
        onOpen={(row) => desk.open(idOf(row), tab)}
        empty={
          desk.filtered
            ? { title: '这样筛下来没有差异', hint: '放宽上面那句话里的条件再看看。' }
            : { title: tab === 'open' ? '没有待处理的差异' : '没有差异', hint: '每天十点自动对昨天的账。' }
        }
      />
    </>
  );
}

function panelOf(desk: BillDesk): SidePanelProps | undefined {
  const { openId } = desk;
  const onClose = (): void => desk.open(undefined);
  if (openId === undefined) return undefined;
  if (openId === BRING) {
    return {
      title: '对一天的账',
      subtitle: '向渠道要，或者传渠道给的文件；同一天再来一次就换掉旧的',
      onClose,
      children: <BringBill onDone={(billId) => desk.open(billId)} />,
    };
  }
  const [billId = '', no] = openId.split('/');
  return no === undefined
    ? { title: '账单', subtitle: '渠道一天的账，和我们的对', onClose, children: <OpenBill key={openId} id={billId} /> }
    : {
        title: '差异',
        subtitle: '说清楚是怎么来的，或者再问一次渠道',
        onClose,
        children: <OpenDifference key={openId} billId={billId} no={Number(no)} />,
      };
}

function Filter({ desk, view }: { desk: BillDesk; view: BillView }): ReactNode {
  const provider = choiceBlank('provider', '渠道', '各渠道', useProviderChoices());
  const kinds = Object.entries(DIFFERENCE_KINDS).map(([value, label]) => ({ value, label }));
  return (
    <FilterSentence
      parts={
        view === 'bills'
          ? ['看', PERIOD, provider, '的账单']
          : [
              '看',
              provider,
              '里',
              choiceBlank('kind', '怎么不一样', '各种', kinds),
              '的差异',
              ...givenBlank('bill', '账单', desk.filters.bill),
            ]
      }
      values={desk.filters}
      onChange={desk.filter}
    />
  );
}
