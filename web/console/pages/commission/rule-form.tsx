import { Input, Segmented, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { businessDay } from '#kernel/time';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { choicesOf, usePackages } from '../../parts/choices.ts';
import { DayField, Field, FormEnd, NumberField } from '../../parts/field.tsx';
import { ROLE_OPTIONS } from '../../parts/role-names.ts';
import {
  EMPTY_RULE,
  PARTNER_KINDS,
  ruleBodyOf,
  ruleFault,
  RULES_KEY,
  RULES_PATH,
  type RuleDraft,
} from './commission-words.ts';

const PARTNER_OPTIONS = Object.entries(PARTNER_KINDS).map(([value, label]) => ({ value, label }));

/** Signs a rule: who gets which share, from when, and why. */
export function RuleForm({ onDone }: { onDone: () => void }): ReactNode {
  const today = businessDay(new Date(useNow()));
  const [draft, setDraft] = useState(EMPTY_RULE);
  const saving = useAct((it: RuleDraft, key) => api.post(RULES_PATH, { body: ruleBodyOf(it), key }), {
    stale: [RULES_KEY],
    onDone,
  });
  const fault = ruleFault(draft, today);
  const set = (part: Partial<RuleDraft>): void => setDraft({ ...draft, ...part });
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined) void saving.run(draft);
      }}
    >
      <Whom draft={draft} set={set} />
      <div className="form-row">
        <NumberField
          label="比例"
          hint="按收到的钱算"
          fault={saving.problem?.faultAt('rateBps')}
          min={0}
          max={100}
          precision={2}
          suffix="%"
          value={draft.percent}
          onChange={(percent) => set({ percent })}
        />
        <NumberField
          label="几天后可结"
          hint="收款那天不算"
          fault={saving.problem?.faultAt('holdDays')}
          min={0}
          max={366}
          precision={0}
          suffix="天"
          value={draft.holdDays}
          onChange={(holdDays) => set({ holdDays })}
        />
      </div>
      <div className="form-row">
        <DayField label="从哪天起（不填就是现在）" value={draft.from} onChange={(from) => set({ from })} />
        <DayField label="到哪天为止（可不填）" value={draft.to} onChange={(to) => set({ to })} />
      </div>
      <Field label="为什么" fault={saving.problem?.faultAt('reason')}>
        {(id) => (
          <Input.TextArea
            id={id}
            value={draft.reason}
            maxLength={200}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => set({ reason: event.target.value })}
          />
        )}
      </Field>
      <ProblemLine problem={saving.problem} />
      <FormEnd verb="签下这条规则" fault={fault} busy={saving.busy} />
    </form>
  );
}

function Whom({ draft, set }: { draft: RuleDraft; set: (part: Partial<RuleDraft>) => void }): ReactNode {
  const packages = usePackages().filter(({ active }) => active);
  return (
    <>
      <Field label="给谁">
        {() => (
          <Segmented<RuleDraft['partyKind']>
            aria-label="给谁"
            value={draft.partyKind}
            options={[
              { value: 'role', label: '带来订单的触点' },
              { value: 'partner', label: '小区所在的机构' },
            ]}
            onChange={(partyKind) => set({ partyKind, party: undefined })}
          />
        )}
      </Field>
      <div className="form-row">
        <Field label={draft.partyKind === 'role' ? '哪种触点' : '哪种机构'}>
          {(id) => (
            <Select
              id={id}
              placeholder="选一种"
              value={draft.party ?? null}
              options={draft.partyKind === 'role' ? ROLE_OPTIONS : PARTNER_OPTIONS}
              onChange={(party) => set({ party: party ?? undefined })}
            />
          )}
        </Field>
        <Field label="哪些套餐">
          {(id) => (
            <Select
              id={id}
              value={draft.packageId ?? ''}
              options={[{ value: '', label: '所有套餐' }, ...choicesOf(packages)]}
              onChange={(packageId) => set({ packageId: packageId === '' ? undefined : packageId })}
            />
          )}
        </Field>
      </div>
    </>
  );
}
