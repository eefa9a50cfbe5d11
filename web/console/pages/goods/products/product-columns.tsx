import type { ReactNode } from 'react';
import type { ProductItem } from '#modules/commerce/contract';
import { date } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Two } from '../../../parts/list-parts.tsx';
import type { Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { Good } from '../thumb.tsx';
import { pricesOf, PRODUCT_KINDS, shelfOf } from './product-words.ts';

/** A product with its SKUs: what it is, where it stands, and what it costs in the place that is looked at. */
export const productColumns: readonly Column<ProductItem>[] = [
  {
    key: 'name',
    title: '商品',
    width: 260,
    always: true,
    render: (row) => <Good imageId={row.imageId} name={row.name} note={noteOf(row)} />,
  },
  { key: 'category', title: '分类', width: 160, render: (row) => row.categoryPath },
  { key: 'kind', title: '类型', width: 80, render: (row) => PRODUCT_KINDS[row.kind] },
  { key: 'price', title: '卖价', width: 150, align: 'right', always: true, render: (row) => <Price product={row} /> },
  { key: 'shelf', title: '上架', width: 180, always: true, render: (row) => <Shelf product={row} /> },
  { key: 'updated', title: '改过', width: 100, render: (row) => <Updated at={row.updatedAt} /> },
];
export const besidePanel = productColumns.filter(({ key }) => ['name', 'price', 'shelf'].includes(key));

const noteOf = ({ code, skus }: ProductItem): string =>
  skus.length > 1 ? `${code} · ${skus.length}个规格` : `${code}${skus[0] === undefined ? '' : ` · ${skus[0].unit}`}`;

function Price({ product }: { product: ProductItem }): ReactNode {
  const { price, list } = pricesOf(product.skus);
  return list === undefined ? price : <Two align="right" first={price} second={list} />;
}

function Shelf({ product }: { product: ProductItem }): ReactNode {
  const { words, tone, why } = shelfOf(product);
  const word = <StateWord tone={tone}>{words}</StateWord>;
  return why === undefined || !product.active ? word : <Two first={word} second={why} />;
}

function Updated({ at }: { at: string }): ReactNode {
  return date(at, useNow());
}
