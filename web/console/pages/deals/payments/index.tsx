import type { ReactNode } from 'react';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { Jump } from '../../../parts/list-parts.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { useCityBlank, useStoreBlank } from '../deal-blanks.ts';
import { SandboxMark } from '../sandbox-mark.tsx';
import { besidePanel, paymentColumns } from './payment-columns.tsx';
import { answerOf, countOfTab, PAYMENT_TABS, TAB_NAMES, type PaymentTab } from './payment-words.ts';
import { usePaymentPanel } from './use-payment-panel.tsx';
import { usePayments, type PaymentDesk } from './use-payments.ts';
import '../deals.css';

/** 哪笔钱对不上，退的钱到了没有？ What waits for a person first. */
export default function PaymentsPage(): ReactNode {
  const desk = usePayments();
  const panel = usePaymentPanel(desk.openId, () => desk.open(undefined));
  const held = desk.counts === undefined ? 0 : countOfTab('held', desk.counts) + desk.counts.refundsFailed;
  return (
    <PageFrame
      title="收款核对"
      question="哪笔钱对不上，退的钱到了没有？"
      tabs={<AreaTabs area="deals" waiting={{ '/deals/payments': held }} />}
      {...(desk.counts === undefined ? {} : { answer: { ...answerOf(desk.counts), next: <Next desk={desk} /> } })}
      filter={<Filter desk={desk} />}
      panel={panel}
    >
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as PaymentTab)}
        tabs={PAYMENT_TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
          urgent: value === 'held' || value === 'failed',
        }))}
      />
      <ListTable
        name="payments"
        noun="付款"
        measure="笔"
        columns={desk.openId === undefined ? paymentColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.paymentId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.paymentId)}
        empty={emptyOf(desk)}
      />
    </PageFrame>
  );
}

function Filter({ desk }: { desk: PaymentDesk }): ReactNode {
  const { filters } = desk;
  return (
    <FilterSentence
      parts={[
        '看',
        useCityBlank(),
        '、',
        useStoreBlank(filters.city),
        '的付款',
        ...givenBlank('community', '小区', filters.community),
      ]}
      values={filters}
      onChange={desk.filter}
    />
  );
}

function Next({ desk }: { desk: PaymentDesk }): ReactNode {
  const held = desk.counts === undefined ? 0 : countOfTab('held', desk.counts);
  return (
    <>
      {held === 0 || desk.tab === 'held' ? null : <Jump onClick={() => desk.show('held')}>先核对</Jump>} <SandboxMark />
    </>
  );
}

function emptyOf({ tab, filtered }: PaymentDesk): { title: string; hint?: string } {
  if (filtered) return { title: '这样筛下来没有付款', hint: '放宽上面那句话里的条件再看看。' };
  if (tab === 'held') {
    return { title: '没有等你核对的', hint: '到账金额和应收不一样、重复付款、取消后才到账的，会停在这里等人定。' };
  }
  if (tab === 'failed') return { title: '没有退不成的款', hint: '支付渠道退不了的会出现在这里，可以再退一次。' };
  if (tab === 'all') return { title: '还没有付款', hint: '顾客签完合同点「付定金」，这里就会出现一笔。' };
  return { title: `没有${TAB_NAMES[tab]}的付款` };
}
