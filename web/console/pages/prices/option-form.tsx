import { Button, Input, Segmented, Select, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import { OPTION_UNITS, type OptionAnswer, type OptionBody } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { Field, FormEnd, NumberField } from '../../parts/field.tsx';
import {
  OPTION_KINDS,
  optionBodyOf,
  optionDraft,
  optionFault,
  optionsPath,
  PRICES_KEY,
  withKind,
  type OptionDraft,
  type OptionKind,
} from './price-words.ts';

interface OptionFormProps {
  readonly packageId: string;
  /** Undefined makes a new one. */
  readonly option: OptionAnswer | undefined;
  /** Where a new one stands. */
  readonly next: number;
  readonly mayEdit: boolean;
  readonly onDone: () => void;
}

/** Adds or edits an option; where a colleague was faster, it says so and shows theirs when asked. */
export function OptionForm({ packageId, option, next, mayEdit, onDone }: OptionFormProps): ReactNode {
  const [base, setBase] = useState(option);
  const [draft, setDraft] = useState(() => optionDraft(option, next));
  const path = optionsPath(packageId);
  const saving = useAct(
    (body: OptionBody, key) =>
      base === undefined
        ? api.post(path, { body: { ...body, code: draft.code.trim() }, key })
        : api.put(`${path}/${base.code}`, { body, key, ifMatch: base.revision }),
    { stale: [PRICES_KEY], onDone },
  );
  const fault = optionFault(draft);
  const changed = base === undefined || JSON.stringify(optionDraft(base)) !== JSON.stringify(draft);
  const stale = saving.problem?.code === 'option-changed-meanwhile';
  const reload = async (): Promise<void> => {
    if (base === undefined) return;
    const latest = await api.get<OptionAnswer>(`${path}/${base.code}`);
    setBase(latest);
    setDraft(optionDraft(latest));
    saving.forget();
  };
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined) void saving.run(optionBodyOf(draft));
      }}
    >
      <fieldset disabled={!mayEdit}>
        <OptionFields
          draft={draft}
          isNew={base === undefined}
          mayEdit={mayEdit}
          faultAt={(name) => saving.problem?.faultAt(name)}
          onChange={setDraft}
        />
      </fieldset>
      <ProblemLine problem={saving.problem} />
      {stale ? <Button onClick={() => void reload()}>换成同事存的那一版</Button> : null}
      {mayEdit ? (
        <FormEnd
          verb={base === undefined ? '加上这个选项' : '存下修改'}
          fault={fault}
          busy={saving.busy}
          disabled={stale || !changed}
        />
      ) : (
        <p className="panel-note">改选项要有定价的权限。</p>
      )}
    </form>
  );
}

interface OptionFieldsProps {
  readonly draft: OptionDraft;
  readonly isNew: boolean;
  readonly mayEdit: boolean;
  readonly faultAt: (name: string) => string | undefined;
  readonly onChange: (draft: OptionDraft) => void;
}

function OptionFields({ draft, isNew, mayEdit, faultAt, onChange }: OptionFieldsProps): ReactNode {
  const set = (part: Partial<OptionDraft>): void => onChange({ ...draft, ...part });
  return (
    <>
      <Field label="名称" fault={faultAt('name')}>
        {(id) => (
          <Input id={id} value={draft.name} maxLength={40} onChange={(event) => set({ name: event.target.value })} />
        )}
      </Field>
      <Field label="编码" fault={faultAt('code')} {...(isNew ? { hint: '定了就不能改，报价和价目都认它。' } : {})}>
        {(id) => (
          <Input
            id={id}
            value={draft.code}
            maxLength={40}
            disabled={!isNew}
            onChange={(event) => set({ code: event.target.value })}
          />
        )}
      </Field>
      <Field label="怎么算" fault={faultAt('kind')}>
        {() => (
          <Segmented<OptionKind>
            aria-label="怎么算"
            disabled={!mayEdit}
            value={draft.kind}
            options={(Object.keys(OPTION_KINDS) as OptionKind[]).map((value) => ({
              value,
              label: OPTION_KINDS[value],
            }))}
            onChange={(kind) => onChange(withKind(draft, kind))}
          />
        )}
      </Field>
      <Priced draft={draft} mayEdit={mayEdit} faultAt={faultAt} set={set} />
      <Field label="在卖" hint="停卖的选项报不了新价，已经签的不变。">
        {(id) => (
          <Switch
            id={id}
            disabled={!mayEdit}
            checked={draft.active}
            checkedChildren="在卖"
            unCheckedChildren="停卖"
            onChange={(active) => set({ active })}
          />
        )}
      </Field>
    </>
  );
}

interface PricedProps extends Omit<OptionFieldsProps, 'isNew' | 'onChange'> {
  readonly set: (part: Partial<OptionDraft>) => void;
}

function Priced({ draft, mayEdit, faultAt, set }: PricedProps): ReactNode {
  const byArea = draft.kind === 'per_area';
  const units = OPTION_UNITS.filter((unit) => (unit === '㎡') === byArea);
  return (
    <div className="form-row">
      <NumberField
        label="标价"
        fault={faultAt('priceFen')}
        min={0}
        precision={2}
        suffix="元"
        value={draft.yuan}
        onChange={(yuan) => set({ yuan })}
      />
      <Field label="单位" fault={faultAt('unit')}>
        {(id) => (
          <Select
            id={id}
            disabled={!mayEdit || byArea}
            value={draft.unit}
            options={units.map((unit) => ({ value: unit, label: unit }))}
            onChange={(unit) => set({ unit })}
          />
        )}
      </Field>
      <NumberField
        label="排第几"
        fault={faultAt('position')}
        min={0}
        max={999}
        precision={0}
        value={draft.position}
        onChange={(position) => set({ position })}
      />
    </div>
  );
}
