import { Button, InputNumber } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ProductAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { PRODUCTS_KEY, SKUS_PATH } from '../goods-paths.ts';
import { SkuFinder } from '../sku-finder.tsx';

type SkuAnswer = ProductAnswer['skus'][number];
type Part = Pick<SkuAnswer['parts'][number], 'skuId' | 'name' | 'quantity'>;

const MOST = 20;

/** What a SKU is made of: its parts are reserved together, or not at all. */
export function BundleSection({ sku, mayEdit }: { sku: SkuAnswer; mayEdit: boolean }): ReactNode {
  const [parts, setParts] = useState<readonly Part[]>(sku.parts);
  const saving = useAct(
    (kept: readonly Part[], key) =>
      api.put<SkuAnswer>(`${SKUS_PATH}/${sku.skuId}/parts`, {
        body: { parts: kept.map(({ skuId, quantity }) => ({ skuId, quantity })) },
        key,
      }),
    { stale: [PRODUCTS_KEY] },
  );
  const plain = (some: readonly Part[]): string => JSON.stringify(some.map((part) => [part.skuId, part.quantity]));
  const changed = plain(parts) !== plain(sku.parts);
  return (
    <PanelSection title={`${sku.name}由什么组成`}>
      {parts.length === 0 ? (
        <p className="panel-note">不是组合。加上组成的商品，卖一份就一起占用它们的库存。</p>
      ) : (
        <ul className="bundle-parts">
          {parts.map((part) => (
            <li key={part.skuId}>
              <span>{part.name}</span>
              <InputNumber<number>
                aria-label={`${part.name}几份`}
                min={1}
                max={99}
                precision={0}
                value={part.quantity}
                disabled={!mayEdit}
                onChange={(quantity) =>
                  setParts(parts.map((each) => (each === part ? { ...each, quantity: quantity ?? 1 } : each)))
                }
              />
              {mayEdit ? (
                <Button
                  type="text"
                  aria-label={`去掉${part.name}`}
                  icon={<Icon name="close" size={14} />}
                  onClick={() => setParts(parts.filter((each) => each !== part))}
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayEdit && parts.length < MOST ? (
        <SkuFinder
          label="按名称或条码加一样"
          noBundles
          without={[sku.skuId, ...parts.map(({ skuId }) => skuId)]}
          onFind={({ skuId, name }) => setParts([...parts, { skuId, name, quantity: 1 }])}
        />
      ) : null}
      <ProblemLine problem={saving.problem} />
      {changed ? (
        <FormEnd verb="存下组成" fault={undefined} busy={saving.busy} onDo={() => void saving.run(parts)} />
      ) : null}
    </PanelSection>
  );
}
