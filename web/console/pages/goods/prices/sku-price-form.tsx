import { useState, type ReactNode } from 'react';
import { businessDay } from '#kernel/time';
import { api } from '../../../../shared/api.ts';
import { yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaField } from '../../../parts/area-field.tsx';
import { Field, FormEnd } from '../../../parts/field.tsx';
import { PriceAndSpan } from '../../prices/area-price-form.tsx';
import { PRICES_KEY, PRICES_PATH } from '../../prices/price-words.ts';
import { PRODUCTS_KEY } from '../goods-paths.ts';
import { SkuFinder } from '../sku-finder.tsx';
import { skuPriceBodyOf, skuPriceFault, type SkuPriceDraft } from './frame-words.ts';

/** Signs a price of a SKU for an area, from a day on. */
export function SkuPriceForm({ onDone }: { onDone: () => void }): ReactNode {
  const today = businessDay(new Date(useNow()));
  const [draft, setDraft] = useState<SkuPriceDraft>(() => ({
    sku: undefined,
    areaKind: 'city',
    areaId: undefined,
    yuan: null,
    from: today,
    to: '',
  }));
  const saving = useAct((it: SkuPriceDraft, key) => api.post(PRICES_PATH, { body: skuPriceBodyOf(it), key }), {
    stale: [PRICES_KEY, PRODUCTS_KEY],
    onDone,
  });
  const fault = skuPriceFault(draft, today);
  const set = (part: Partial<SkuPriceDraft>): void => setDraft({ ...draft, ...part });
  const faultAt = (name: string): string | undefined => saving.problem?.faultAt(name);
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined) void saving.run(draft);
      }}
    >
      <Field
        label="给什么定价"
        fault={faultAt('skuId')}
        {...(draft.sku === undefined ? {} : { hint: `选的是：${draft.sku.name}` })}
      >
        {() => (
          <SkuFinder
            label="按名称、编码或条码找"
            onFind={({ skuId, name, listFen }) => set({ sku: { skuId, name, listFen } })}
          />
        )}
      </Field>
      <AreaField label="在哪里卖这个价" value={draft} onChange={set} fault={faultAt('areaId')} />
      <PriceAndSpan
        draft={draft}
        hint={draft.sku === undefined ? '标价选了商品就知道' : `标价${yuan(draft.sku.listFen)}`}
        today={today}
        faultAt={faultAt}
        set={set}
      />
      <p className="panel-note">近的先算：小区比门店先，门店比城市先，城市比大区先，大区比全国先。</p>
      <ProblemLine problem={saving.problem} />
      <FormEnd verb="定下这个价" fault={fault} busy={saving.busy} />
    </form>
  );
}
