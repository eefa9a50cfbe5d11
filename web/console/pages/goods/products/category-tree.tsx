import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CategoryAnswer, CategoryBody } from '#modules/commerce/contract';
import { count } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Empty } from '../../../../shared/states.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { useCategories } from '../use-categories.ts';
import { CategoryForm } from './category-form.tsx';
import { STORAGES } from './product-draft.ts';

type Open = { readonly id: string } | { readonly under: CategoryBody['parentId'] };

/** The tree of categories; one at a time is edited in its place. */
export function CategoryTree(): ReactNode {
  const categories = useCategories();
  const mayEdit = useMay('product.edit');
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const adding = open !== undefined && 'under' in open ? open.under : undefined;
  return (
    <div className="category-tree">
      {categories.length === 0 ? <Empty title="还没有分类" hint="先加几个大类，商品才有地方放。" /> : null}
      <ul>
        {categories.map((each) => (
          <li key={each.categoryId} style={{ paddingInlineStart: (each.level - 1) * 20 }}>
            {open !== undefined && 'id' in open && open.id === each.categoryId ? (
              <CategoryForm category={each} parentId={each.parentId} all={categories} onClose={close} />
            ) : (
              <Line
                category={each}
                mayEdit={mayEdit}
                onEdit={() => setOpen({ id: each.categoryId })}
                onAdd={() => setOpen({ under: each.categoryId })}
              />
            )}
            {adding === each.categoryId ? (
              <CategoryForm category={undefined} parentId={each.categoryId} all={categories} onClose={close} />
            ) : null}
          </li>
        ))}
      </ul>
      {adding === null ? (
        <CategoryForm category={undefined} parentId={null} all={categories} onClose={close} />
      ) : mayEdit ? (
        <Button type="dashed" onClick={() => setOpen({ under: null })}>
          加一个大类
        </Button>
      ) : null}
    </div>
  );
}

interface LineProps {
  readonly category: CategoryAnswer;
  readonly mayEdit: boolean;
  readonly onEdit: () => void;
  readonly onAdd: () => void;
}

function Line({ category, mayEdit, onEdit, onAdd }: LineProps): ReactNode {
  const { name, level, products, active, storage, claimHours } = category;
  const notes = [
    products === 0 ? undefined : `${count(products)}个商品`,
    storage === null ? undefined : STORAGES[storage],
    claimHours === null ? undefined : `售后${claimHours}小时`,
  ].filter((note) => note !== undefined);
  return (
    <div className="category-line">
      <span>
        {level === 1 ? <strong>{name}</strong> : name}
        {active ? null : <StateWord tone="neutral">停用</StateWord>}
      </span>
      <small>{notes.join(' · ')}</small>
      {mayEdit ? (
        <>
          {level < 3 && active ? (
            <Button size="small" type="text" onClick={onAdd}>
              加下级<span className="visually-hidden">：{name}</span>
            </Button>
          ) : null}
          <Button size="small" type="text" onClick={onEdit}>
            改<span className="visually-hidden">{name}</span>
          </Button>
        </>
      ) : null}
    </div>
  );
}
