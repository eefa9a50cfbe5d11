import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../../../../shared/icons.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { AreaTabs } from '../../../parts/area-tabs.tsx';
import { ListTable } from '../../../parts/list-table.tsx';
import { PageFrame } from '../../../parts/page-frame.tsx';
import { StateTabs } from '../../../parts/state-tabs.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { useShortcuts } from '../../../parts/use-shortcuts.ts';
import { NEW } from '../goods-paths.ts';
import { BulkBar } from './bulk-bar.tsx';
import { BulkOutcome } from './bulk-outcome.tsx';
import { ImportProducts } from './import-products.tsx';
import { besidePanel, productColumns } from './product-columns.tsx';
import { answerOf, countOfTab, PRODUCT_TABS, TAB_NAMES, type ProductTab } from './product-words.ts';
import { ProductsFilter } from './products-filter.tsx';
import { CATEGORIES, EDITS, useProductPanel } from './use-product-panel.tsx';
import { useProducts, type ProductDesk } from './use-products.ts';
import '../goods.css';

/** 卖什么，在哪里卖，卖多少？ With `?import=1` the way to bring in a workbook. */
export default function ProductsPage(): ReactNode {
  const [url, setUrl] = useUrlState(['import']);
  return url.import === undefined ? (
    <Products onImport={() => setUrl({ import: '1' }, { push: true })} />
  ) : (
    <ImportProducts onClose={() => setUrl({ import: undefined })} />
  );
}

function Products({ onImport }: { onImport: () => void }): ReactNode {
  const desk = useProducts();
  const mayEdit = useMay('product.edit');
  const panel = useProductPanel(desk);
  useShortcuts({ n: mayEdit ? () => desk.open(NEW) : undefined });
  return (
    <PageFrame
      title="商品"
      question="卖什么，在哪里卖，卖多少？"
      tabs={<AreaTabs area="goods" />}
      actions={<Actions desk={desk} mayEdit={mayEdit} onImport={onImport} />}
      {...(desk.counts === undefined
        ? {}
        : { answer: answerOf(desk.counts, desk.list.rows, desk.areaName, desk.filtered) })}
      filter={<ProductsFilter desk={desk} />}
      panel={panel}
    >
      <StateTabs
        label="状态"
        value={desk.tab}
        onChange={(value) => desk.show(value as ProductTab)}
        tabs={PRODUCT_TABS.map((value) => ({
          value,
          label: TAB_NAMES[value],
          count: desk.counts === undefined ? undefined : countOfTab(value, desk.counts),
        }))}
      >
        <Button type="text" href={desk.exportPath} download icon={<Icon name="download" size={16} />}>
          导出 Excel
        </Button>
      </StateTabs>
      <BulkOutcome desk={desk} />
      <ListTable
        name="products"
        noun="商品"
        columns={desk.openId === undefined ? productColumns : besidePanel}
        list={desk.list}
        idOf={(row) => row.spuId}
        openId={desk.openId}
        onOpen={(row) => desk.open(row.spuId)}
        empty={emptyOf(desk)}
        {...(mayEdit ? { chosen: desk.chosen.map((row) => row.spuId), onChoose: desk.choose } : {})}
      />
      <BulkBar desk={desk} />
    </PageFrame>
  );
}

interface ActionsProps {
  readonly desk: ProductDesk;
  readonly mayEdit: boolean;
  readonly onImport: () => void;
}

function Actions({ desk, mayEdit, onImport }: ActionsProps): ReactNode {
  return (
    <>
      <Button type="text" onClick={() => desk.open(CATEGORIES)}>
        分类
      </Button>
      <Button type="text" onClick={() => desk.open(EDITS)}>
        批量修改记录
      </Button>
      {mayEdit ? (
        <>
          <Button onClick={onImport}>导入 Excel</Button>
          <Button type="primary" aria-keyshortcuts="n" title="快捷键 N" onClick={() => desk.open(NEW)}>
            加一个商品
          </Button>
        </>
      ) : null}
    </>
  );
}

function emptyOf({ filtered, tab }: ProductDesk): { title: string; hint?: string } {
  if (filtered) return { title: '这样筛下来没有商品', hint: '放宽上面那句话里的条件再看看。' };
  if (tab === 'retired') return { title: '没有停用的商品' };
  return { title: '还没有商品', hint: '加一个商品，或者把现有的商品表用 Excel 导进来。' };
}
