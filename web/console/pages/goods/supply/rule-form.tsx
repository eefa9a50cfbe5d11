import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { SupplyRuleAnswer } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { SkuFinder } from '../sku-finder.tsx';
import { categoryChoices, useCategories } from '../use-categories.ts';
import { ruleDraft, ruleFault, termsBodyOf, type RuleDraft, type Terms, type TermsDraft } from './rule-draft.ts';
import { rulePath, RULES_KEY } from './supply-paths.ts';

interface RuleFormProps {
  readonly rule: SupplyRuleAnswer | undefined;
  readonly usual: Terms;
  readonly onClose: () => void;
}

/** One rule of supply, in its place among the others. */
export function RuleForm({ rule, usual, onClose }: RuleFormProps): ReactNode {
  const [draft, setDraft] = useState(() => ruleDraft(rule, usual));
  const saving = useAct(
    (it: RuleDraft, key) =>
      api.put(rulePath(it.subjectId ?? ''), {
        body: { subjectKind: it.subjectKind, terms: termsBodyOf(it), expectedRevision: rule?.revision ?? 0 },
        key,
      }),
    { stale: [RULES_KEY], onDone: onClose },
  );
  return (
    <div className="category-form form-stack">
      {rule === undefined ? <Subject draft={draft} onChange={setDraft} /> : <strong>{rule.name}</strong>}
      <TermsFields
        terms={draft.terms}
        onChange={(part) => setDraft({ ...draft, terms: { ...draft.terms, ...part } })}
      />
      <ProblemLine problem={saving.problem} />
      <FormEnd
        verb={rule === undefined ? '加上' : '存下'}
        fault={ruleFault(draft)}
        busy={saving.busy}
        onDo={() => void saving.run(draft)}
        onClose={onClose}
      />
    </div>
  );
}

const KINDS: readonly { readonly value: RuleDraft['subjectKind']; readonly label: string }[] = [
  { value: 'category', label: '一类' },
  { value: 'sku', label: '一样' },
];

function Subject({ draft, onChange }: { draft: RuleDraft; onChange: (draft: RuleDraft) => void }): ReactNode {
  const categories = categoryChoices(useCategories());
  const { subjectKind, subjectId, name } = draft;
  return (
    <>
      <Field label="给谁定">
        {() => (
          <Chips
            label="给谁定"
            options={KINDS}
            value={subjectKind}
            onChange={(kind) => onChange({ ...draft, subjectKind: kind, subjectId: undefined, name: '' })}
          />
        )}
      </Field>
      {subjectKind === 'category' ? (
        <Field label="分类">
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="选一个分类"
              value={subjectId ?? null}
              options={categories}
              onChange={(chosen) => onChange({ ...draft, subjectId: chosen ?? undefined })}
            />
          )}
        </Field>
      ) : (
        <Field label="商品" {...(name === '' ? {} : { hint: `选的是：${name}` })}>
          {() => (
            <SkuFinder
              label="按名字、编码或条码找"
              noBundles
              onFind={(sku) => onChange({ ...draft, subjectId: sku.skuId, name: sku.name })}
            />
          )}
        </Field>
      )}
    </>
  );
}

interface TermsFieldsProps {
  readonly terms: TermsDraft;
  readonly onChange: (part: Partial<TermsDraft>) => void;
}

function TermsFields({ terms, onChange }: TermsFieldsProps): ReactNode {
  const { leadDays, everyDays, pack, minimum, keepsDays, missingMargins } = terms;
  return (
    <>
      <div className="form-row">
        <NumberField
          label="提前几天订"
          suffix="天"
          precision={0}
          min={1}
          max={5}
          value={leadDays}
          onChange={(value) => onChange({ leadDays: value })}
        />
        <NumberField
          label="几天订一次"
          suffix="天"
          precision={0}
          min={1}
          max={7}
          value={everyDays}
          onChange={(value) => onChange({ everyDays: value })}
        />
      </div>
      <div className="form-row">
        <NumberField
          label="一箱几件"
          suffix="件"
          precision={0}
          min={1}
          max={10_000}
          value={pack}
          onChange={(value) => onChange({ pack: value })}
        />
        <NumberField
          label="起订多少"
          suffix="件"
          precision={0}
          min={0}
          max={100_000}
          value={minimum}
          onChange={(value) => onChange({ minimum: value })}
        />
      </div>
      <NumberField
        label="能卖几天（可不填）"
        hint="到货当天也算；不填就按商品上写的保质天数。"
        suffix="天"
        precision={0}
        min={1}
        max={3_650}
        value={keepsDays}
        onChange={(value) => onChange({ keepsDays: value })}
      />
      <NumberField
        label="缺一件顶几份毛利"
        hint="越大备得越足。客人没买到可能不再来，所以通常比 1 大。"
        suffix="份"
        precision={1}
        min={0.1}
        max={20}
        value={missingMargins}
        onChange={(value) => onChange({ missingMargins: value })}
      />
    </>
  );
}
