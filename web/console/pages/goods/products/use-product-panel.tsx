import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ProductAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Await } from '../../../../shared/states.tsx';
import { Panel } from '../../../parts/panel-section.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { NEW, productPath, PRODUCTS_KEY } from '../goods-paths.ts';
import { BulkEdits } from './bulk-edits.tsx';
import { BundleSection } from './bundle-section.tsx';
import { CategoryTree } from './category-tree.tsx';
import { ProductForm } from './product-form.tsx';
import type { ProductDesk } from './use-products.ts';
import { WhereSold } from './where-sold.tsx';

/** What else can be open beside the list. */
export const CATEGORIES = 'categories';
export const EDITS = 'edits';

/** What is open beside the list: a product, a new one, the tree of categories, or what was edited at once. */
export function useProductPanel(desk: ProductDesk): SidePanelProps | undefined {
  const mayEdit = useMay('product.edit');
  const onClose = (): void => desk.open(undefined);
  const row = desk.rows.find(({ spuId }) => spuId === desk.openId);
  switch (desk.openId) {
    case undefined:
      return undefined;
    case CATEGORIES:
      return { title: '分类', subtitle: '最多三级，储存和售后没写的按上一级', onClose, children: <CategoryTree /> };
    case EDITS:
      return { title: '批量修改记录', subtitle: '没被人再改过的都能撤销', onClose, children: <BulkEdits /> };
    case NEW: {
      const form = (
        <ProductForm
          product={undefined}
          mayEdit={mayEdit}
          onDone={({ spuId }) => desk.open(spuId)}
          onReload={onClose}
        />
      );
      return { title: '加一个商品', subtitle: '总部定标价，各地可以再定', onClose, children: form };
    }
    default:
      return {
        title: row?.name ?? '商品',
        subtitle: row === undefined ? '' : `${row.code} · ${row.categoryPath}`,
        onClose,
        children: <OpenProduct key={desk.openId} spuId={desk.openId} mayEdit={mayEdit} />,
      };
  }
}

function OpenProduct({ spuId, mayEdit }: { spuId: string; mayEdit: boolean }): ReactNode {
  const query = useQuery({
    queryKey: [...PRODUCTS_KEY, 'one', spuId],
    queryFn: ({ signal }) => api.get<ProductAnswer>(productPath(spuId), { signal }),
  });
  return (
    <Await query={query}>
      {(product) => (
        <Panel>
          <ProductForm
            // What somebody saved meanwhile is shown only after it was asked for, or was one's own.
            key={product.revision}
            product={product}
            mayEdit={mayEdit}
            onDone={() => undefined}
            onReload={() => void query.refetch()}
          />
          {product.skus
            .filter((sku) => sku.active)
            .map((sku) => (
              <BundleSection key={`${sku.skuId}/${sku.parts.length}`} sku={sku} mayEdit={mayEdit} />
            ))}
          <WhereSold product={product} />
        </Panel>
      )}
    </Await>
  );
}
