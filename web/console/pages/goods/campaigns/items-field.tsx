import { Button, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { yuan } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { NumberField } from '../../../parts/field.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { SkuFinder } from '../sku-finder.tsx';
import type { CampaignDraft, ItemDraft } from './campaign-draft.ts';

const MOST_TIERS = 5;

interface ItemsFieldProps {
  readonly draft: CampaignDraft;
  readonly set: (part: Partial<CampaignDraft>) => void;
}

/** What is sold, at which price and with which limits. */
export function ItemsField({ draft, set }: ItemsFieldProps): ReactNode {
  const { items } = draft;
  return (
    <PanelSection title={items.length === 0 ? '卖什么' : `卖什么（${items.length} 样）`}>
      {items.map((item) => (
        <Item
          key={item.skuId}
          item={item}
          tiered={draft.kind === 'tiered'}
          tierUnit={draft.tierBy === 'people' ? '人' : '份'}
          onChange={(part) => set({ items: items.map((each) => (each === item ? { ...each, ...part } : each)) })}
          onRemove={() => set({ items: items.filter((each) => each !== item) })}
        />
      ))}
      <SkuFinder
        label="按名称、编码或条码加一样"
        without={items.map(({ skuId }) => skuId)}
        onFind={({ skuId, name, listFen }) =>
          set({
            items: [
              ...items,
              {
                skuId,
                name,
                listFen,
                yuan: listFen / 100,
                tiers: [],
                perPersonLimit: null,
                perCommunityLimit: null,
                quota: null,
              },
            ],
          })
        }
      />
    </PanelSection>
  );
}

interface ItemProps {
  readonly item: ItemDraft;
  readonly tiered: boolean;
  readonly tierUnit: string;
  readonly onChange: (part: Partial<ItemDraft>) => void;
  readonly onRemove: () => void;
}

function Item({ item, tiered, tierUnit, onChange, onRemove }: ItemProps): ReactNode {
  return (
    <div className="sku-card">
      <div className="sku-card-head">
        <span>
          <strong>{item.name}</strong> <small className="goods-quiet">标价{yuan(item.listFen)}</small>
        </span>
        <Button
          type="text"
          size="small"
          aria-label={`去掉${item.name}`}
          icon={<Icon name="trash" size={16} />}
          onClick={onRemove}
        />
      </div>
      <div className="form-row">
        <NumberField
          label="团购价"
          precision={2}
          min={0}
          suffix="元"
          value={item.yuan}
          onChange={(value) => onChange({ yuan: value })}
        />
        <NumberField
          label="每人限"
          precision={0}
          min={1}
          suffix="份"
          value={item.perPersonLimit}
          onChange={(perPersonLimit) => onChange({ perPersonLimit })}
        />
        <NumberField
          label="每小区限"
          precision={0}
          min={1}
          suffix="份"
          value={item.perCommunityLimit}
          onChange={(perCommunityLimit) => onChange({ perCommunityLimit })}
        />
        <NumberField
          label="每小区备货"
          precision={0}
          min={1}
          suffix="份"
          value={item.quota}
          onChange={(quota) => onChange({ quota })}
        />
      </div>
      {tiered ? <Tiers item={item} unit={tierUnit} onChange={onChange} /> : null}
    </div>
  );
}

function Tiers({ item, unit, onChange }: Pick<ItemProps, 'item' | 'onChange'> & { unit: string }): ReactNode {
  const { tiers } = item;
  return (
    <div className="tier-lines">
      {tiers.map((tier, at) => (
        <div key={at}>
          满
          <InputNumber<number>
            aria-label={`第 ${at + 1} 档满多少`}
            min={1}
            precision={0}
            suffix={unit}
            value={tier.from}
            onChange={(from) => onChange({ tiers: tiers.map((each) => (each === tier ? { ...each, from } : each)) })}
          />
          每份
          <InputNumber<number>
            aria-label={`第 ${at + 1} 档每份多少元`}
            min={0}
            precision={2}
            suffix="元"
            value={tier.yuan}
            onChange={(price) =>
              onChange({ tiers: tiers.map((each) => (each === tier ? { ...each, yuan: price } : each)) })
            }
          />
          <Button
            type="text"
            size="small"
            aria-label={`去掉第 ${at + 1} 档`}
            icon={<Icon name="close" size={14} />}
            onClick={() => onChange({ tiers: tiers.filter((each) => each !== tier) })}
          />
        </div>
      ))}
      {tiers.length >= MOST_TIERS ? null : (
        <Button size="small" type="dashed" onClick={() => onChange({ tiers: [...tiers, { from: null, yuan: null }] })}>
          加一档
        </Button>
      )}
    </div>
  );
}
