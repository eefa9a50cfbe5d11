import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import type { StockItem } from '#modules/inventory/contract';
import { count, relativeTime } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { choicesOf, useCities } from '../../../parts/choices.ts';
import { choiceBlank, givenBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { Export, Jump, Two } from '../../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { AuditList } from './audit-list.tsx';
import { HotList } from './hot-list.tsx';
import { ImportStock } from './import-stock.tsx';
import { LayGoods } from './lay-goods.tsx';
import { OpenStock } from './stock-body.tsx';
import {
  answerOf,
  countOfTab,
  levelOf,
  PLACE_KINDS,
  STOCK_TABS,
  TAB_NAMES,
  VIEWS,
  type StockTab,
  type StockView,
} from './stock-words.ts';
import { usePlaceChoices, useStock, type StockDesk } from './use-stock.ts';
import '../goods.css';
import './stock.css';

const LAY = 'lay';

const figure = (key: string, title: string, of: (row: StockItem) => number): Column<StockItem> => ({
  key,
  title,
  width: 90,
  align: 'right',
  render: (row) => (of(row) === 0 ? '—' : count(of(row))),
});

const columns: readonly Column<StockItem>[] = [
  {
    key: 'sku',
    title: '商品',
    width: 220,
    always: true,
    render: (row) => <Two first={<strong>{row.skuName}</strong>} second={row.skuCode} />,
  },
  {
    key: 'place',
    title: '在哪里',
    width: 150,
    always: true,
    render: (row) => <Two first={row.placeName} second={`${row.cityName} · ${PLACE_KINDS[row.placeKind]}`} />,
  },
  {
    key: 'level',
    title: '状态',
    width: 90,
    always: true,
    render: (row) => <StateWord tone={levelOf(row).tone}>{levelOf(row).words}</StateWord>,
  },
  {
    key: 'available',
    title: '可售',
    width: 100,
    align: 'right',
    always: true,
    render: (row) => (
      <strong>
        {count(row.available)}
        {row.skuUnit}
      </strong>
    ),
  },
  figure('onHand', '在库', (row) => row.onHand),
  figure('incoming', '在途', (row) => row.incoming),
  figure('reserved', '已占用', (row) => row.reserved),
  {
    key: 'low',
    title: '预警线',
    width: 90,
    align: 'right',
    render: (row) => (row.lowBelow === null ? '—' : count(row.lowBelow)),
  },
  { key: 'changed', title: '最近变动', width: 110, render: (row) => <At at={row.changedAt} /> },
];
const besidePanel = columns.filter(({ always }) => always === true);

function At({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}

/** 哪里有多少，哪些快卖空？ With `?import=1` the way to bring in a stock-taking. */
export default function StockPage(): ReactNode {
  const [url, setUrl] = useUrlState(['import']);
  return url.import === undefined ? (
    <Stock onImport={() => setUrl({ import: '1' }, { push: true })} />
  ) : (
    <ImportStock onClose={() => setUrl({ import: undefined })} />
  );
}

function Stock({ onImport }: { onImport: () => void }): ReactNode {
  const desk = useStock();
  const [url, setUrl] = useUrlState(['view']);
  const mayEdit = useMay('stock.edit');
  const view: StockView = url.view !== undefined && Object.hasOwn(VIEWS, url.view) ? (url.view as StockView) : 'stock';
  return (
    <PageFrame
      title="库存"
      question="哪里有多少，哪些快卖空？"
      tabs={<AreaTabs area="goods" />}
      actions={
        mayEdit ? (
          <>
            <Button onClick={() => desk.open(LAY)}>放一样新货</Button>
            <Button onClick={onImport}>导入盘点</Button>
          </>
        ) : null
      }
      {...(desk.counts === undefined ? {} : { answer: { ...answerOf(desk.counts), next: <Next desk={desk} /> } })}
      filter={<Filter desk={desk} />}
      panel={panelOf(desk)}
    >
      <Segmented<StockView>
        className="stock-views"
        aria-label="怎么看"
        value={view}
        options={(Object.keys(VIEWS) as StockView[]).map((value) => ({ value, label: VIEWS[value] }))}
        onChange={(value) => setUrl({ view: value })}
      />
      {view === 'stock' ? <StockList desk={desk} /> : null}
      {view === 'hot' ? <HotList desk={desk} /> : null}
      {view === 'audits' ? <AuditList desk={desk} /> : null}
    </PageFrame>
  );
}

function StockList({ desk }: { desk: StockDesk }): ReactNode {
  return (
    <>
      <StateTabs
        label="还有没有"
        value={desk.tab}
        onChange={(value) => desk.show(value as StockTab)}
        tabs={STOCK_TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
          urgent: value === 'low' || value === 'out',
        }))}
      >
        <Export path={desk.exportPath} />
      </StateTabs>
      <ListTable
        name="stock"
        noun="货"
        measure="样"
        columns={desk.openId === undefined ? columns : besidePanel}
        list={desk.list}
        idOf={idOf}
        openId={desk.openId}
        onOpen={(row) => desk.open(idOf(row))}
        empty={
          desk.filtered || desk.tab !== 'all'
            ? { title: '这样筛下来没有货', hint: '换个地方，或者看「全部」。' }
            : { title: '还没有库存', hint: '点右上角「放一样新货」，或者用 Excel 导入一次盘点。' }
        }
      />
    </>
  );
}

const idOf = ({ placeId, skuId }: StockItem): string => `${placeId}/${skuId}`;

function panelOf(desk: StockDesk): SidePanelProps | undefined {
  const { openId } = desk;
  const onClose = (): void => desk.open(undefined);
  if (openId === undefined) return undefined;
  if (openId === LAY) {
    return {
      title: '放一样新货',
      subtitle: '一个地方第一次有这样货',
      onClose,
      children: <LayGoods onDone={(placeId, skuId) => desk.open(`${placeId}/${skuId}`)} />,
    };
  }
  const row = desk.list.rows?.find((each) => idOf(each) === openId);
  const [placeId = '', skuId = ''] = openId.split('/');
  return {
    title: row?.skuName ?? '库存',
    subtitle: row === undefined ? '' : `${row.placeName} · ${row.skuCode}`,
    onClose,
    children: <OpenStock key={openId} placeId={placeId} skuId={skuId} />,
  };
}

function Next({ desk }: { desk: StockDesk }): ReactNode {
  if ((desk.counts?.out ?? 0) === 0 || desk.tab === 'out') return null;
  return <Jump onClick={() => desk.show('out')}>看卖空的</Jump>;
}

function Filter({ desk }: { desk: StockDesk }): ReactNode {
  const { filters } = desk;
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('city', '城市', '所有城市', choicesOf(useCities())),
        '、',
        choiceBlank('place', '仓或门店', '所有仓和门店', usePlaceChoices(filters.city)),
        '里的货，编码或名字有',
        { kind: 'text', name: 'text', label: '编码或名字', any: '不限' },
        ...givenBlank('sku', '规格', filters.sku),
      ]}
      values={filters}
      onChange={desk.filter}
    />
  );
}
