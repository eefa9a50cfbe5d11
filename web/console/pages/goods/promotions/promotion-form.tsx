import { Checkbox, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { businessDay } from '#kernel/time';
import type { PromotionAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaField } from '../../../parts/area-field.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { DayField, Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { useWording } from '../../../parts/use-wording.ts';
import { WordedInput } from '../../../parts/worded-input.tsx';
import { promotionPath, PROMOTIONS_KEY, PROMOTIONS_PATH } from '../goods-paths.ts';
import { categoryChoices, useCategories } from '../use-categories.ts';
import { Lines } from './dry-run.tsx';
import { draftOf, promotionBodyOf, promotionDraft, promotionFault, type PromotionDraft } from './promotion-draft.ts';
import {
  CHANNELS,
  ELIGIBILITIES,
  RULE_KINDS,
  WAYS,
  type Channel,
  type EligibilityKind,
  type RuleKind,
  type Way,
} from './promotion-words.ts';
import { RuleFields } from './rule-fields.tsx';

interface PromotionFormProps {
  /** Undefined makes a new one, a draft. */
  readonly promotion: PromotionAnswer | undefined;
  readonly nameOf: (skuId: string) => string;
  readonly onDone: (promotion: PromotionAnswer) => void;
}

const optionsOf = <Value extends string>(names: Readonly<Record<Value, string>>): { value: Value; label: string }[] =>
  (Object.keys(names) as Value[]).map((value) => ({ value, label: names[value] }));

/** Writes a promotion; what it says is published, so nothing about a person can be put in. */
export function PromotionForm({ promotion, nameOf, onDone }: PromotionFormProps): ReactNode {
  const today = businessDay(new Date(useNow()));
  const [draft, setDraft] = useState(() =>
    promotion === undefined ? promotionDraft(today) : draftOf(promotion, nameOf),
  );
  const saving = useAct(
    (it: PromotionDraft, key) => {
      const body = promotionBodyOf(it);
      return promotion === undefined
        ? api.post<PromotionAnswer>(PROMOTIONS_PATH, { body, key })
        : api.put<PromotionAnswer>(promotionPath(promotion.promotionId), { body, key, ifMatch: promotion.revision });
    },
    { stale: [PROMOTIONS_KEY], onDone },
  );
  const fault = promotionFault(draft);
  const set = (part: Partial<PromotionDraft>): void => setDraft((before) => ({ ...before, ...part }));
  return (
    <form
      className="form-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === undefined) void saving.run(draft);
      }}
    >
      <Title draft={draft} set={set} fault={saving.problem?.faultAt('title')} />
      <Field label="怎么减">
        {() => (
          <Chips<RuleKind>
            label="怎么减"
            value={draft.kind}
            options={optionsOf(RULE_KINDS)}
            onChange={(kind) => set({ kind })}
          />
        )}
      </Field>
      <RuleFields draft={draft} set={set} />
      <Scope draft={draft} set={set} />
      <Who draft={draft} set={set} />
      <AreaField label="在哪里" value={draft} onChange={set} fault={saving.problem?.faultAt('areaId')} />
      <Limits draft={draft} set={set} />
      <ProblemLine problem={saving.problem} />
      <FormEnd verb={promotion === undefined ? '存成草稿' : '存下'} fault={fault} busy={saving.busy} />
    </form>
  );
}

export interface PartProps {
  readonly draft: PromotionDraft;
  readonly set: (part: Partial<PromotionDraft>) => void;
}

function Title({ draft, set, fault }: PartProps & { fault: string | undefined }): ReactNode {
  const hitsIn = useWording({ title: draft.title });
  return (
    <Field label="名字" fault={fault}>
      {(id) => (
        <WordedInput
          id={id}
          value={draft.title}
          maxLength={20}
          placeholder="满59减10"
          hits={hitsIn('title')}
          onChange={(title) => set({ title })}
        />
      )}
    </Field>
  );
}

function Scope({ draft, set }: PartProps): ReactNode {
  const categories = categoryChoices(useCategories());
  if (draft.kind === 'bundle_price' || draft.kind === 'delivery') return null;
  return (
    <>
      <Field label="哪些商品">
        {() => (
          <Chips
            label="哪些商品"
            value={draft.scope}
            options={[
              { value: 'all' as const, label: '全场' },
              { value: 'categories' as const, label: '几个分类' },
              { value: 'skus' as const, label: '几样商品' },
            ]}
            onChange={(scope) => set({ scope })}
          />
        )}
      </Field>
      {draft.scope === 'categories' ? (
        <Field label="分类（连下级一起）">
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              optionFilterProp="label"
              placeholder="选一个或几个分类"
              value={[...draft.categoryIds]}
              options={categories}
              onChange={(categoryIds: string[]) => set({ categoryIds })}
            />
          )}
        </Field>
      ) : null}
      {draft.scope === 'skus' ? <Lines lines={draft.skus} onChange={(skus) => set({ skus })} /> : null}
    </>
  );
}

function Who({ draft, set }: PartProps): ReactNode {
  const hitsIn = useWording({ grantedFor: draft.way === 'grant' ? draft.grantedFor : '' });
  return (
    <>
      <Field label="怎么给">
        {() => (
          <Chips<Way> label="怎么给" value={draft.way} options={optionsOf(WAYS)} onChange={(way) => set({ way })} />
        )}
      </Field>
      {draft.way === 'code' ? (
        <Field label="优惠码">
          {(id) => (
            <Input
              id={id}
              value={draft.code}
              maxLength={20}
              placeholder="6 到 20 位字母或数字"
              onChange={(event) => set({ code: event.target.value.toUpperCase() })}
            />
          )}
        </Field>
      ) : null}
      {draft.way === 'grant' ? (
        <Field label="为什么发（会写给顾客看）">
          {(id) => (
            <WordedInput
              id={id}
              value={draft.grantedFor}
              maxLength={30}
              placeholder="推荐好友完成首单"
              hits={hitsIn('grantedFor')}
              onChange={(grantedFor) => set({ grantedFor })}
            />
          )}
        </Field>
      ) : null}
      <Field label="给谁" hint="只按公开的条件给，同样的一车谁来都是同样的价。">
        {() => (
          <Chips<EligibilityKind>
            label="给谁"
            value={draft.eligibility}
            options={optionsOf(ELIGIBILITIES)}
            onChange={(eligibility) => set({ eligibility })}
          />
        )}
      </Field>
      {draft.eligibility === 'member_level' ? (
        <NumberField
          label="几级以上"
          precision={0}
          min={1}
          max={9}
          suffix="级"
          value={draft.level}
          onChange={(level) => set({ level })}
        />
      ) : null}
      <Field label="在哪里下单能用">
        {() => (
          <Checkbox.Group<Channel>
            aria-label="在哪里下单能用"
            value={[...draft.channels]}
            options={optionsOf(CHANNELS)}
            onChange={(channels) => set({ channels })}
          />
        )}
      </Field>
    </>
  );
}

function Limits({ draft, set }: PartProps): ReactNode {
  const isCoupon = draft.way === 'claim' || draft.way === 'grant';
  return (
    <>
      <div className="form-row">
        <DayField label="从哪天起" value={draft.from} onChange={(from) => set({ from })} />
        <DayField label="到哪天为止" value={draft.to} min={draft.from} onChange={(to) => set({ to })} />
        {isCoupon ? (
          <NumberField
            label="领后几天内用（可不填）"
            precision={0}
            min={1}
            max={365}
            suffix="天"
            value={draft.validDays}
            onChange={(validDays) => set({ validDays })}
          />
        ) : null}
      </div>
      <div className="form-row">
        <NumberField
          label="总共几份（不填不限）"
          precision={0}
          min={1}
          suffix="份"
          value={draft.claimLimit}
          onChange={(claimLimit) => set({ claimLimit })}
        />
        <NumberField
          label="每人几次"
          precision={0}
          min={1}
          max={99}
          suffix="次"
          value={draft.perPersonLimit}
          onChange={(perPersonLimit) => set({ perPersonLimit })}
        />
      </div>
      <Checkbox checked={draft.stackable} onChange={(event) => set({ stackable: event.target.checked })}>
        可以和同类里也能叠加的一起用
      </Checkbox>
    </>
  );
}
