import type { ReactNode } from 'react';
import { choiceBlank } from '../../../parts/filter-blanks.ts';
import { FilterSentence } from '../../../parts/filter-sentence.tsx';
import { categoryChoices, useCategories } from '../use-categories.ts';
import { PRODUCT_KINDS } from './product-words.ts';
import type { ProductDesk } from './use-products.ts';

const KINDS = Object.entries(PRODUCT_KINDS).map(([value, label]) => ({ value, label }));

export function ProductsFilter({ desk }: { desk: ProductDesk }): ReactNode {
  return (
    <FilterSentence
      parts={[
        '看',
        choiceBlank('category', '分类', '所有分类', categoryChoices(useCategories())),
        '里的',
        choiceBlank('kind', '类型', '商品、服务和组合', KINDS),
        '，名称、编码或条码有',
        { kind: 'text', name: 'text', label: '名称、编码或条码', any: '不限' },
        '；卖价和上架按',
        choiceBlank('area', '哪里', '全国', desk.areas),
        '看',
      ]}
      values={desk.filters}
      onChange={desk.filter}
    />
  );
}
