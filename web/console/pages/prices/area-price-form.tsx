import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { businessDay } from '#kernel/time';
import type { OptionAnswer, PackageAnswer } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { yuan } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { AreaField } from '../../parts/area-field.tsx';
import { DayField, Field, FormEnd, NumberField } from '../../parts/field.tsx';
import {
  areaPriceBodyOf,
  areaPriceDraft,
  areaPriceFault,
  PRICES_KEY,
  PRICES_PATH,
  type AreaPriceDraft,
  type EntryDraft,
} from './price-words.ts';

interface AreaPriceFormProps {
  readonly package: PackageAnswer;
  readonly options: readonly OptionAnswer[];
  readonly onDone: () => void;
}

/** Signs a price for an area, from a day on. */
export function AreaPriceForm({ package: offered, options, onDone }: AreaPriceFormProps): ReactNode {
  const today = businessDay(new Date(useNow()));
  const [draft, setDraft] = useState(() => areaPriceDraft(today));
  const saving = useAct(
    (it: AreaPriceDraft, key) => api.post(PRICES_PATH, { body: areaPriceBodyOf(it, offered.id), key }),
    { stale: [PRICES_KEY], onDone },
  );
  const fault = areaPriceFault(draft, today);
  const set = (part: Partial<AreaPriceDraft>): void => setDraft({ ...draft, ...part });
  const option = options.find(({ code }) => code === draft.optionCode);
  const own = option === undefined ? offered.priceFen : option.priceFen;
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined) void saving.run(draft);
      }}
    >
      <Field label="给什么定价" fault={saving.problem?.faultAt('optionCode')}>
        {(id) => (
          <Select
            id={id}
            value={draft.optionCode ?? ''}
            options={[
              { value: '', label: `${offered.name}（套餐）` },
              ...options.filter(({ active }) => active).map(({ code, name }) => ({ value: code, label: name })),
            ]}
            onChange={(code) => set({ optionCode: code === '' ? null : code })}
          />
        )}
      </Field>
      <AreaField label="在哪里卖这个价" value={draft} onChange={set} fault={saving.problem?.faultAt('areaId')} />
      <PriceAndSpan
        draft={draft}
        hint={`标价${yuan(own)}`}
        today={today}
        faultAt={(name) => saving.problem?.faultAt(name)}
        set={set}
      />
      <p className="panel-note">近的先算：小区比门店先，门店比城市先，城市比全国先。已经发出去的报价不变。</p>
      <ProblemLine problem={saving.problem} />
      <FormEnd verb="定下这个价" fault={fault} busy={saving.busy} />
    </form>
  );
}

interface PriceAndSpanProps {
  readonly draft: EntryDraft;
  readonly hint: string;
  readonly today: string;
  /** What the server says against a field. */
  readonly faultAt: (name: string) => string | undefined;
  readonly set: (part: Partial<EntryDraft>) => void;
}

/** The price and the days of an entry, whatever it is a price of. */
export function PriceAndSpan({ draft, hint, today, faultAt, set }: PriceAndSpanProps): ReactNode {
  return (
    <>
      <NumberField
        label="价格"
        hint={hint}
        fault={faultAt('priceFen')}
        min={0}
        precision={2}
        suffix="元"
        value={draft.yuan}
        onChange={(value) => set({ yuan: value })}
      />
      <SpanFields span={draft} today={today} faultAt={faultAt} set={set} />
    </>
  );
}

interface SpanFieldsProps {
  readonly span: { readonly from: string; readonly to: string };
  readonly today: string;
  readonly faultAt: (name: string) => string | undefined;
  readonly set: (part: { from?: string; to?: string }) => void;
}

/** From which day on, and until which one. */
export function SpanFields({ span, today, faultAt, set }: SpanFieldsProps): ReactNode {
  return (
    <div className="form-row">
      <DayField
        label="从哪天起"
        fault={faultAt('from')}
        min={today}
        value={span.from}
        onChange={(from) => set({ from })}
      />
      <DayField
        label="到哪天为止（可不填）"
        fault={faultAt('to')}
        min={span.from}
        value={span.to}
        onChange={(to) => set({ to })}
      />
    </div>
  );
}
