import { Segmented, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { businessDay } from '#kernel/time';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaField } from '../../../parts/area-field.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field, FormEnd } from '../../../parts/field.tsx';
import { SpanFields } from '../../prices/area-price-form.tsx';
import { LISTINGS_KEY, LISTINGS_PATH, PRODUCTS_KEY } from '../goods-paths.ts';
import { SkuFinder } from '../sku-finder.tsx';
import { categoryChoices, useCategories } from '../use-categories.ts';
import { listingBodyOf, listingDraft, listingFault, THINGS, type ListingDraft, type ThingKind } from './frame-words.ts';

/** Says that something is sold, or not, in an area from a day on. */
export function ListingForm({ onDone }: { onDone: () => void }): ReactNode {
  const today = businessDay(new Date(useNow()));
  const [draft, setDraft] = useState(() => listingDraft(today));
  const saving = useAct((it: ListingDraft, key) => api.post(LISTINGS_PATH, { body: listingBodyOf(it), key }), {
    stale: [LISTINGS_KEY, PRODUCTS_KEY],
    onDone,
  });
  const fault = listingFault(draft, today);
  const set = (part: Partial<ListingDraft>): void => setDraft({ ...draft, ...part });
  const faultAt = (name: string): string | undefined => saving.problem?.faultAt(name);
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined) void saving.run(draft);
      }}
    >
      <Thing draft={draft} set={set} />
      <Field label="卖不卖">
        {() => (
          <Segmented
            aria-label="卖不卖"
            block
            value={draft.listed ? 'yes' : 'no'}
            options={[
              { value: 'no', label: '不卖' },
              { value: 'yes', label: '卖' },
            ]}
            onChange={(value) => set({ listed: value === 'yes' })}
          />
        )}
      </Field>
      <AreaField label="在哪里" value={draft} onChange={set} fault={faultAt('areaId')} />
      <SpanFields span={draft} today={today} faultAt={faultAt} set={set} />
      <p className="panel-note">近的先算；同一级里，规格比商品先，商品比分类先。没人说不卖的，都在卖。</p>
      <ProblemLine problem={saving.problem} />
      <FormEnd verb={draft.listed ? '上架' : '下架'} fault={fault} busy={saving.busy} />
    </form>
  );
}

interface ThingProps {
  readonly draft: ListingDraft;
  readonly set: (part: Partial<ListingDraft>) => void;
}

function Thing({ draft, set }: ThingProps): ReactNode {
  const categories = categoryChoices(useCategories());
  const { kind, sku } = draft;
  return (
    <>
      <Field label="说的是什么">
        {() => (
          <Chips
            label="说的是什么"
            value={kind}
            options={(Object.keys(THINGS) as ThingKind[]).map((value) => ({ value, label: THINGS[value] }))}
            onChange={(next) => set({ kind: next })}
          />
        )}
      </Field>
      {kind === 'category' ? (
        <Field label="分类">
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="选一个分类"
              value={draft.categoryId ?? null}
              options={categories}
              onChange={(categoryId) => set({ categoryId: categoryId ?? undefined })}
            />
          )}
        </Field>
      ) : (
        <Field
          label="商品"
          {...(sku === undefined ? {} : { hint: `选的是：${sku.name}${kind === 'spu' ? '，和它的所有规格' : ''}` })}
        >
          {() => (
            <SkuFinder
              label="按名称、编码或条码找"
              onFind={({ skuId, spuId, name }) => set({ sku: { skuId, spuId, name } })}
            />
          )}
        </Field>
      )}
    </>
  );
}
