import { Segmented, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { businessDay } from '#kernel/time';
import type { OptionAnswer, PackageAnswer } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { yuan } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { choicesOf, useCities, useStores } from '../../parts/choices.ts';
import { CommunityFinder } from '../../parts/community-finder.tsx';
import { DayField, Field, FormEnd, NumberField } from '../../parts/field.tsx';
import {
  AREA_KINDS,
  areaPriceBodyOf,
  areaPriceDraft,
  areaPriceFault,
  PRICES_KEY,
  PRICES_PATH,
  type AreaKind,
  type AreaPriceDraft,
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
      <Where draft={draft} fault={saving.problem?.faultAt('areaId')} set={set} />
      <NumberField
        label="价格"
        hint={`标价${yuan(own)}`}
        fault={saving.problem?.faultAt('priceFen')}
        min={0}
        precision={2}
        suffix="元"
        value={draft.yuan}
        onChange={(value) => set({ yuan: value })}
      />
      <div className="form-row">
        <DayField
          label="从哪天起"
          fault={saving.problem?.faultAt('from')}
          min={today}
          value={draft.from}
          onChange={(from) => set({ from })}
        />
        <DayField
          label="到哪天为止（可不填）"
          fault={saving.problem?.faultAt('to')}
          min={draft.from}
          value={draft.to}
          onChange={(to) => set({ to })}
        />
      </div>
      <p className="panel-note">近的先算：小区比门店先，门店比城市先，城市比全国先。已经发出去的报价不变。</p>
      <ProblemLine problem={saving.problem} />
      <FormEnd fault={fault} busy={saving.busy}>
        定下这个价
      </FormEnd>
    </form>
  );
}

interface WhereProps {
  readonly draft: AreaPriceDraft;
  readonly fault: string | undefined;
  readonly set: (part: Partial<AreaPriceDraft>) => void;
}

function Where({ draft, fault, set }: WhereProps): ReactNode {
  const cities = choicesOf(useCities());
  const stores = choicesOf(useStores());
  const [found, setFound] = useState<string>();
  const { areaKind, areaId } = draft;
  return (
    <>
      <Field label="在哪里卖这个价">
        {() => (
          <Segmented<AreaKind>
            aria-label="哪一级"
            block
            value={areaKind}
            options={(Object.keys(AREA_KINDS) as AreaKind[]).map((value) => ({ value, label: AREA_KINDS[value] }))}
            onChange={(kind) => {
              setFound(undefined);
              set({ areaKind: kind, areaId: undefined });
            }}
          />
        )}
      </Field>
      {areaKind === 'city' || areaKind === 'store' ? (
        <Field label={AREA_KINDS[areaKind]} fault={fault}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={`选一个${AREA_KINDS[areaKind]}`}
              value={areaId ?? null}
              options={areaKind === 'city' ? cities : stores}
              onChange={(value) => set({ areaId: value ?? undefined })}
            />
          )}
        </Field>
      ) : null}
      {areaKind === 'community' ? (
        <Field label="小区" fault={fault} {...(found === undefined ? {} : { hint: `选的是：${found}` })}>
          {() => (
            <CommunityFinder
              label="按名字找小区"
              width="100%"
              onFind={({ id, name, cityName }) => {
                setFound(`${cityName}${name}`);
                set({ areaId: id });
              }}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
