import { Button, Input, Select, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ProductAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { productPath, PRODUCTS_KEY, PRODUCTS_PATH } from '../goods-paths.ts';
import { categoryChoices, useCategories } from '../use-categories.ts';
import { OptionsField } from './options-field.tsx';
import { PicturesField } from './pictures-field.tsx';
import {
  EMPTY_PRODUCT,
  productBodyOf,
  productDraft,
  productFault,
  STORAGES,
  withOptions,
  type ProductDraft,
} from './product-draft.ts';
import { SkuFields } from './sku-fields.tsx';

interface ProductFormProps {
  /** Undefined makes a new one. */
  readonly product: ProductAnswer | undefined;
  readonly mayEdit: boolean;
  readonly onDone: (product: ProductAnswer) => void;
  readonly onReload: () => void;
}

interface PartProps {
  readonly draft: ProductDraft;
  readonly problem: ApiProblem | undefined;
  readonly set: (part: Partial<ProductDraft>) => void;
}

/** Adds or edits a product with its SKUs; where a colleague was faster, it says so and shows theirs when asked. */
export function ProductForm({ product, mayEdit, onDone, onReload }: ProductFormProps): ReactNode {
  const [draft, setDraft] = useState(() => (product === undefined ? EMPTY_PRODUCT : productDraft(product)));
  const saving = useAct(
    (it: ProductDraft, key) => {
      const body = productBodyOf(it);
      return product === undefined
        ? api.post<ProductAnswer>(PRODUCTS_PATH, { body, key })
        : api.put<ProductAnswer>(productPath(product.spuId), { body, key, ifMatch: product.revision });
    },
    { stale: [PRODUCTS_KEY], onDone },
  );
  const fault = productFault(draft);
  const changed = product === undefined || JSON.stringify(productDraft(product)) !== JSON.stringify(draft);
  const set = (part: Partial<ProductDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const parts = { draft, problem: saving.problem, set };
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined) void saving.run(draft);
      }}
    >
      <fieldset disabled={!mayEdit}>
        <PicturesField
          imageIds={draft.imageIds}
          onChange={(change) => setDraft((before) => ({ ...before, imageIds: change(before.imageIds) }))}
        />
        <What {...parts} />
        <Skus {...parts} setDraft={setDraft} />
        <Keeping {...parts} />
      </fieldset>
      <ProblemLine problem={saving.problem} />
      {saving.problem?.code === 'spu-changed-meanwhile' ? <Button onClick={onReload}>看同事存的那一版</Button> : null}
      {mayEdit ? (
        <FormEnd
          verb={product === undefined ? '加上这个商品' : '存下'}
          fault={fault}
          busy={saving.busy}
          disabled={!changed}
        />
      ) : null}
    </form>
  );
}

function What({ draft, problem, set }: PartProps): ReactNode {
  return (
    <>
      <Field label="名称" fault={problem?.faultAt('name')}>
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={60}
            placeholder="鲜牛奶"
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <WhereItStands draft={draft} problem={problem} set={set} />
      <div className="form-row">
        <Field label="类型">
          {() => (
            <Chips
              label="类型"
              value={draft.kind}
              options={[
                { value: 'goods' as const, label: '商品' },
                { value: 'service' as const, label: '服务' },
              ]}
              onChange={(kind) => set({ kind })}
            />
          )}
        </Field>
        <Field label={draft.active ? '在用' : '停用：哪里都不卖'}>
          {(id) => <Switch id={id} checked={draft.active} onChange={(active) => set({ active })} />}
        </Field>
      </div>
      <Field label="介绍" fault={problem?.faultAt('description')}>
        {(id) => (
          <Input.TextArea
            id={id}
            value={draft.description}
            maxLength={5_000}
            autoSize={{ minRows: 2, maxRows: 8 }}
            placeholder="产地、怎么做、怎么吃，顾客在商品页上看"
            onChange={(event) => set({ description: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** Its code, its category and how it is counted. */
function WhereItStands({ draft, problem, set }: PartProps): ReactNode {
  const categories = categoryChoices(useCategories());
  return (
    <div className="form-row">
      <Field label="编码" fault={problem?.faultAt('code')}>
        {(id) => (
          <Input
            id={id}
            value={draft.code}
            maxLength={40}
            onChange={(event) => {
              const code = event.target.value;
              const [only, ...others] = draft.skus;
              // With a single SKU the two codes are one, until somebody says otherwise.
              const same = only !== undefined && others.length === 0 && only.code === draft.code;
              set({ code, ...(same ? { skus: [{ ...only, code }] } : {}) });
            }}
          />
        )}
      </Field>
      <Field label="分类" fault={problem?.faultAt('categoryId')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选一个分类"
            value={(draft.categoryId as string | undefined) ?? null}
            options={categories}
            onChange={(value) => set({ categoryId: (value ?? undefined) as ProductDraft['categoryId'] })}
          />
        )}
      </Field>
      <Field label="单位" fault={problem?.faultAt('unit')}>
        {(id) => (
          <Input id={id} value={draft.unit} maxLength={10} onChange={(event) => set({ unit: event.target.value })} />
        )}
      </Field>
    </div>
  );
}

type SetDraft = (change: (before: ProductDraft) => ProductDraft) => void;

function Skus({ draft, problem, setDraft }: PartProps & { setDraft: SetDraft }): ReactNode {
  const alone = draft.options.length === 0;
  return (
    <PanelSection title={alone ? '价格' : `规格和价格（${draft.skus.length} 个）`}>
      <OptionsField
        options={draft.options}
        onChange={(options) => setDraft((before) => withOptions(before, options))}
      />
      {draft.skus.map((sku, at) => (
        <SkuFields
          key={sku.skuId ?? `${sku.spec.join('/')}`}
          sku={sku}
          unit={draft.unit}
          alone={alone}
          faultAt={(name) => problem?.faultAt(`skus.${at}.${name}`)}
          onChange={(part) =>
            setDraft((before) => ({
              ...before,
              skus: before.skus.map((each, index) => (index === at ? { ...each, ...part } : each)),
            }))
          }
        />
      ))}
      {alone ? null : <p className="panel-note">去掉一个选项的值，它的规格就停用；卖出去的订单照旧。</p>}
    </PanelSection>
  );
}

/** How it is kept and how long a buyer may complain; without an answer of its own, the category's holds. */
function Keeping({ draft, problem, set }: PartProps): ReactNode {
  return (
    <PanelSection title="储存和售后">
      <div className="form-row">
        <Field label="储存">
          {(id) => (
            <Select
              id={id}
              value={draft.storage ?? ''}
              options={[
                { value: '', label: '按分类' },
                ...Object.entries(STORAGES).map(([value, label]) => ({ value, label })),
              ]}
              onChange={(value) => set({ storage: value === '' ? undefined : (value as ProductDraft['storage']) })}
            />
          )}
        </Field>
        <NumberField
          label="保质期"
          precision={0}
          min={1}
          max={3_650}
          suffix="天"
          value={draft.shelfLifeDays}
          fault={problem?.faultAt('shelfLifeDays')}
          onChange={(shelfLifeDays) => set({ shelfLifeDays })}
        />
        <NumberField
          label="自提后可售后（不填按分类）"
          precision={0}
          min={0}
          max={8_760}
          suffix="小时"
          value={draft.claimHours}
          fault={problem?.faultAt('claimHours')}
          onChange={(claimHours) => set({ claimHours })}
        />
      </div>
    </PanelSection>
  );
}
