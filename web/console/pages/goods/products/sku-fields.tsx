import { Input, InputNumber, Switch } from 'antd';
import type { ReactNode } from 'react';
import { Field, NumberField } from '../../../parts/field.tsx';
import type { SkuDraft } from './product-draft.ts';

interface SkuFieldsProps {
  readonly sku: SkuDraft;
  /** Of the product: what it takes without a unit of its own. */
  readonly unit: string;
  readonly alone: boolean;
  readonly faultAt: (name: string) => string | undefined;
  readonly onChange: (part: Partial<SkuDraft>) => void;
}

/** One SKU: what it costs first, what tills and warehouses need below. */
export function SkuFields({ sku, unit, alone, faultAt, onChange }: SkuFieldsProps): ReactNode {
  return (
    <div className="sku-card">
      {alone ? null : (
        <div className="sku-card-head">
          <strong>{sku.spec.join(' · ')}</strong>
          <label>
            <Switch size="small" checked={sku.active} onChange={(active) => onChange({ active })} />
            {sku.active ? '在用' : '停用'}
          </label>
        </div>
      )}
      <div className="form-row">
        <Money
          label="标价"
          value={sku.listYuan}
          fault={faultAt('listFen')}
          onChange={(listYuan) => onChange({ listYuan })}
        />
        <Money
          label="划线价（可不填）"
          value={sku.originalYuan}
          fault={faultAt('originalFen')}
          onChange={(originalYuan) => onChange({ originalYuan })}
        />
        <Money
          label="成本"
          value={sku.costYuan}
          fault={faultAt('costFen')}
          onChange={(costYuan) => onChange({ costYuan })}
        />
      </div>
      <Codes sku={sku} unit={unit} faultAt={faultAt} onChange={onChange} />
    </div>
  );
}

/** What tills and warehouses know it by. */
function Codes({ sku, unit, faultAt, onChange }: Omit<SkuFieldsProps, 'alone'>): ReactNode {
  return (
    <div className="form-row">
      <Field label="规格编码" fault={faultAt('code')}>
        {(id) => (
          <Input id={id} value={sku.code} maxLength={40} onChange={(event) => onChange({ code: event.target.value })} />
        )}
      </Field>
      <Field label="条码" fault={faultAt('barcode')}>
        {(id) => (
          <Input
            id={id}
            value={sku.barcode}
            maxLength={14}
            inputMode="numeric"
            onChange={(event) => onChange({ barcode: event.target.value })}
          />
        )}
      </Field>
      <Field label="单位">
        {(id) => (
          <Input
            id={id}
            value={sku.unit}
            maxLength={10}
            placeholder={unit}
            onChange={(event) => onChange({ unit: event.target.value })}
          />
        )}
      </Field>
      <NumberField
        label="重量"
        precision={0}
        min={1}
        suffix="克"
        value={sku.weightGrams}
        fault={faultAt('weightGrams')}
        onChange={(weightGrams) => onChange({ weightGrams })}
      />
    </div>
  );
}

interface MoneyProps {
  readonly label: string;
  readonly value: number | null;
  readonly fault: string | undefined;
  readonly onChange: (value: number | null) => void;
}

const Money = ({ label, value, fault, onChange }: MoneyProps): ReactNode => (
  <Field label={label} fault={fault}>
    {(id) => (
      <InputNumber<number>
        id={id}
        min={0}
        precision={2}
        suffix="元"
        value={value}
        onChange={(next) => onChange(next)}
      />
    )}
  </Field>
);
