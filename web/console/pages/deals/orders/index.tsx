import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useMay } from '../../../../shared/session.tsx';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { Export, Jump } from '../../../parts/list-parts.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { SandboxMark } from '../sandbox-mark.tsx';
import { ImportOrders } from './import-orders.tsx';
import { besidePanel, orderColumns } from './order-columns.tsx';
import { answerOf, countOfTab, ORDER_TABS, TAB_NAMES, type OrderTab } from './order-words.ts';
import { OrdersFilter } from './orders-filter.tsx';
import { useOrderPanel } from './use-order-panel.tsx';
import { useOrders, type OrderDesk } from './use-orders.ts';
import '../deals.css';

/** 卖了多少，收了多少，卡在哪一步？ With `?import=1` the way to bring in orders of a marketplace. */
export default function OrdersPage(): ReactNode {
  const [url, setUrl] = useUrlState(['import']);
  return url.import === undefined ? (
    <Orders onImport={() => setUrl({ import: '1' }, { push: true })} />
  ) : (
    <ImportOrders onClose={() => setUrl({ import: undefined })} />
  );
}

function Orders({ onImport }: { onImport: () => void }): ReactNode {
  const mayAct = useMay('order.act');
  const desk = useOrders();
  const panel = useOrderPanel(desk.openId, () => desk.open(undefined));
  return (
    <PageFrame
      title="订单"
      question="卖了多少，收了多少，卡在哪一步？"
      tabs={<AreaTabs area="deals" />}
      actions={mayAct ? <Button onClick={onImport}>导入平台订单</Button> : null}
      {...(desk.counts === undefined ? {} : { answer: { ...answerOf(desk.counts), next: <Next desk={desk} /> } })}
      filter={<OrdersFilter filters={desk.filters} onChange={desk.filter} />}
      panel={panel}
    >
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as OrderTab)}
        tabs={ORDER_TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
          urgent: value === 'placed',
        }))}
      >
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="orders"
        noun="订单"
        measure="单"
        columns={desk.openId === undefined ? orderColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.orderId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.orderId)}
        empty={emptyOf(desk)}
      />
    </PageFrame>
  );
}

/** The way from the answer to what it counts, and whose money it is. */
function Next({ desk }: { desk: OrderDesk }): ReactNode {
  const waiting = desk.counts === undefined ? 0 : countOfTab('placed', desk.counts);
  return (
    <>
      {waiting === 0 || desk.tab === 'placed' ? null : <Jump onClick={() => desk.show('placed')}>看待付款的</Jump>}{' '}
      <SandboxMark />
    </>
  );
}

function emptyOf({ tab, filtered }: OrderDesk): { title: string; hint?: string } {
  if (filtered) return { title: '这样筛下来没有订单', hint: '放宽上面那句话里的条件再看看。' };
  if (tab === 'open' || tab === 'all') {
    return {
      title: tab === 'open' ? '没有进行中的订单' : '还没有订单',
      hint: '顾客签了合同或下了单，几秒内就会出现在这里。',
    };
  }
  return { title: `没有${TAB_NAMES[tab]}的订单` };
}
