import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { SkuItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { STOCK_KEY } from '../goods-paths.ts';
import { SkuFinder } from '../sku-finder.tsx';
import { usePlaceChoices } from './use-stock.ts';

interface LayDraft {
  readonly placeId: string | undefined;
  readonly sku: SkuItem | undefined;
  readonly counted: number | null;
}

/** The first count of an item at a place: from then on it has a row there. */
export function LayGoods({ onDone }: { onDone: (placeId: string, skuId: string) => void }): ReactNode {
  const [draft, setDraft] = useState<LayDraft>({ placeId: undefined, sku: undefined, counted: null });
  const places = usePlaceChoices(undefined);
  const saving = useAct(
    ({ placeId, sku, counted }: LayDraft, key) =>
      api.post('/api/inventory/counts', {
        body: { placeId, reason: 'counted', lines: [{ skuId: sku?.skuId, counted }] },
        key,
      }),
    {
      stale: [STOCK_KEY],
      onDone: (_answer, { placeId, sku }) => {
        if (placeId !== undefined && sku !== undefined) onDone(placeId, sku.skuId);
      },
    },
  );
  const set = (part: Partial<LayDraft>): void => setDraft({ ...draft, ...part });
  const fault =
    draft.placeId === undefined
      ? '选一个地方'
      : draft.sku === undefined
        ? '选一样商品'
        : draft.counted === null
          ? '写上有多少'
          : undefined;
  return (
    <div className="form-stack">
      <Field label="在哪里">
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="仓或门店"
            value={draft.placeId ?? null}
            options={[...places]}
            onChange={(placeId) => set({ placeId: placeId ?? undefined })}
          />
        )}
      </Field>
      <Field label="商品" {...(draft.sku === undefined ? {} : { hint: `选的是：${draft.sku.name}` })}>
        {() => <SkuFinder label="按名字、编码或条码找" noBundles onFind={(sku) => set({ sku })} />}
      </Field>
      <NumberField
        label="数出来多少"
        hint="这里已经有这样货的话，就是一次盘点。"
        precision={0}
        min={0}
        value={draft.counted}
        onChange={(counted) => set({ counted })}
      />
      <ProblemLine problem={saving.problem} />
      <FormEnd verb="放上" fault={fault} busy={saving.busy} onDo={() => void saving.run(draft)} />
    </div>
  );
}
