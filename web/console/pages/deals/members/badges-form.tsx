import { Button, Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { BadgeRulesAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { useCategories } from '../../goods/use-categories.ts';
import { MEMBER_RULES_PATH, MEMBERS_KEY } from '../deals-paths.ts';
import {
  BADGE_KINDS,
  badgeDraft,
  badgesBody,
  badgesFault,
  NEW_BADGE,
  PERIODS,
  type BadgeDraft,
  type BadgeKind,
} from './rules-draft.ts';

const MOST = 20;

interface BadgesFormProps {
  readonly rules: BadgeRulesAnswer;
  readonly onClose: () => void;
}

const optionsOf = <Value extends string>(names: Readonly<Record<Value, string>>) =>
  (Object.entries(names) as [Value, string][]).map(([value, label]) => ({ value, label }));

/** All badges at once; those that were given stay. */
export function BadgesForm({ rules, onClose }: BadgesFormProps): ReactNode {
  const [badges, setBadges] = useState<readonly BadgeDraft[]>(() => rules.badges.map(badgeDraft));
  const saving = useAct(
    (it: readonly BadgeDraft[], key) =>
      api.put(`${MEMBER_RULES_PATH}/badges`, { body: badgesBody(it), key, ifMatch: rules.revision }),
    { stale: [MEMBERS_KEY], onDone: onClose },
  );
  const known = new Set(rules.badges.map(({ code }) => code));
  return (
    <div className="deal-box form-stack">
      {badges.map((badge, at) => (
        <BadgeFields
          key={at}
          badge={badge}
          known={known.has(badge.code)}
          onChange={(part) => setBadges(badges.map((each, place) => (place === at ? { ...each, ...part } : each)))}
          onRemove={() => setBadges(badges.filter((_, place) => place !== at))}
        />
      ))}
      {badges.length >= MOST ? null : (
        <Button type="dashed" onClick={() => setBadges([...badges, NEW_BADGE])}>
          加一枚
        </Button>
      )}
      <p className="panel-note">发过的勋章不收回。</p>
      <ProblemLine problem={saving.problem} />
      <FormEnd
        verb="发布"
        fault={badgesFault(badges)}
        busy={saving.busy}
        onDo={() => void saving.run(badges)}
        onClose={onClose}
      />
    </div>
  );
}

interface BadgeFieldsProps {
  readonly badge: BadgeDraft;
  /** It is in force: its code is what members have. */
  readonly known: boolean;
  readonly onChange: (part: Partial<BadgeDraft>) => void;
  readonly onRemove: () => void;
}

function BadgeFields({ badge, known, onChange, onRemove }: BadgeFieldsProps): ReactNode {
  return (
    <fieldset className="member-level">
      <div className="member-line">
        <Input
          aria-label="勋章名"
          placeholder="勋章名"
          maxLength={12}
          value={badge.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <Input
          aria-label="编码"
          placeholder="编码，如 early_bird"
          maxLength={30}
          disabled={known}
          value={badge.code}
          onChange={(event) => onChange({ code: event.target.value })}
        />
        <Button type="text" onClick={onRemove}>
          去掉<span className="visually-hidden">{badge.name}</span>
        </Button>
      </div>
      <div className="member-line">
        <Select<BadgeKind>
          aria-label="为什么给"
          value={badge.kind}
          options={optionsOf(BADGE_KINDS)}
          onChange={(kind) => onChange({ kind })}
        />
        {badge.kind === 'first_order' ? null : <HowOften badge={badge} onChange={onChange} />}
      </div>
      {badge.kind === 'category_orders' ? <Categories badge={badge} onChange={onChange} /> : null}
    </fieldset>
  );
}

type PartProps = Pick<BadgeFieldsProps, 'badge' | 'onChange'>;

function HowOften({ badge, onChange }: PartProps): ReactNode {
  const figure = (
    label: string,
    value: number | null,
    suffix: string,
    set: (next: number | null) => void,
  ): ReactNode => (
    <InputNumber<number> aria-label={label} min={1} precision={0} suffix={suffix} value={value} onChange={set} />
  );
  return (
    <>
      {figure('几天里', badge.days, '天里', (days) => onChange({ days }))}
      {badge.kind === 'early_orders'
        ? figure('几点以前', badge.beforeHour, '点前', (beforeHour) => onChange({ beforeHour }))
        : null}
      {figure('几次', badge.times, '次', (times) => onChange({ times }))}
      <Select
        aria-label="给几次"
        value={badge.period}
        options={optionsOf(PERIODS)}
        onChange={(period) => onChange({ period })}
      />
    </>
  );
}

function Categories({ badge, onChange }: PartProps): ReactNode {
  const categories = useCategories().filter(({ active }) => active);
  return (
    <Select
      aria-label="哪类商品"
      mode="multiple"
      placeholder="选分类，下面的也算"
      showSearch={{ optionFilterProp: 'label' }}
      value={[...badge.categoryCodes]}
      options={categories.map(({ code, path }) => ({ value: code, label: path }))}
      onChange={(categoryCodes: string[]) => onChange({ categoryCodes })}
    />
  );
}
