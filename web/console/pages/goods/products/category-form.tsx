import { Input, Select, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CategoryAnswer, CategoryBody } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { CATEGORIES_PATH, PRODUCTS_KEY } from '../goods-paths.ts';
import {
  categoryBodyOf,
  categoryDraft,
  categoryFault,
  newCategory,
  parentsFor,
  type CategoryDraft,
} from './category-draft.ts';
import { STORAGES } from './product-draft.ts';

interface CategoryFormProps {
  /** Undefined makes a new one under `parentId`. */
  readonly category: CategoryAnswer | undefined;
  readonly parentId: CategoryBody['parentId'];
  readonly all: readonly CategoryAnswer[];
  readonly onClose: () => void;
}

/** Adds, renames, moves or retires a category. */
export function CategoryForm({ category, parentId, all, onClose }: CategoryFormProps): ReactNode {
  const [draft, setDraft] = useState(() =>
    category === undefined ? newCategory(all, parentId) : categoryDraft(category),
  );
  const saving = useAct(
    (it: CategoryDraft, key) => {
      const body = categoryBodyOf(it);
      return category === undefined
        ? api.post<CategoryAnswer>(CATEGORIES_PATH, { body, key })
        : api.put<CategoryAnswer>(`${CATEGORIES_PATH}/${category.categoryId}`, {
            body,
            key,
            ifMatch: category.revision,
          });
    },
    { stale: [PRODUCTS_KEY], onDone: onClose },
  );
  const set = (part: Partial<CategoryDraft>): void => setDraft({ ...draft, ...part });
  const fault = categoryFault(draft);
  return (
    <div className="category-form form-stack">
      <div className="form-row">
        <Field label="名称" fault={saving.problem?.faultAt('name')}>
          {(id) => (
            <Input id={id} value={draft.name} maxLength={20} onChange={(event) => set({ name: event.target.value })} />
          )}
        </Field>
        <Field label="编码" fault={saving.problem?.faultAt('code')}>
          {(id) => (
            <Input id={id} value={draft.code} maxLength={40} onChange={(event) => set({ code: event.target.value })} />
          )}
        </Field>
      </div>
      <Place draft={draft} category={category} all={all} fault={saving.problem?.faultAt('parentId')} set={set} />
      <Keeping draft={draft} set={set} />
      <ProblemLine problem={saving.problem} />
      <FormEnd
        verb={category === undefined ? '加上' : '存下'}
        fault={fault}
        busy={saving.busy}
        onDo={() => void saving.run(draft)}
        onClose={onClose}
      />
    </div>
  );
}

interface PartProps {
  readonly draft: CategoryDraft;
  readonly set: (part: Partial<CategoryDraft>) => void;
}

interface PlaceProps extends PartProps, Pick<CategoryFormProps, 'category' | 'all'> {
  readonly fault: string | undefined;
}

function Place({ draft, category, all, fault, set }: PlaceProps): ReactNode {
  return (
    <div className="form-row">
      <Field label="放在哪个分类下" fault={fault}>
        {(id) => (
          <Select
            id={id}
            value={(draft.parentId as string | null) ?? ''}
            options={[
              { value: '', label: '最上面一级' },
              ...parentsFor(all, category).map(({ categoryId, path }) => ({
                value: categoryId as string,
                label: path,
              })),
            ]}
            onChange={(value) => set({ parentId: (value === '' ? null : value) as CategoryDraft['parentId'] })}
          />
        )}
      </Field>
      <NumberField
        label="排第几"
        precision={0}
        min={0}
        max={9_999}
        value={draft.position}
        onChange={(position) => set({ position })}
      />
    </div>
  );
}

/** What its products take over unless they say otherwise. */
function Keeping({ draft, set }: PartProps): ReactNode {
  return (
    <div className="form-row">
      <Field label="储存">
        {(id) => (
          <Select
            id={id}
            value={draft.storage ?? ''}
            options={[
              { value: '', label: '按上一级' },
              ...Object.entries(STORAGES).map(([value, label]) => ({ value, label })),
            ]}
            onChange={(value) => set({ storage: value === '' ? null : (value as CategoryDraft['storage']) })}
          />
        )}
      </Field>
      <NumberField
        label="售后时限（不填按上一级）"
        precision={0}
        min={0}
        max={8_760}
        suffix="小时"
        value={draft.claimHours}
        onChange={(claimHours) => set({ claimHours })}
      />
      <Field label={draft.active ? '在用' : '停用'}>
        {(id) => <Switch id={id} checked={draft.active} onChange={(active) => set({ active })} />}
      </Field>
    </div>
  );
}
