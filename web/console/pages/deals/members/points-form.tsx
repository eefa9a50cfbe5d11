import { useState, type ReactNode } from 'react';
import type { PointTermsAnswer, PointTermsBody } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { MEMBER_RULES_PATH, MEMBERS_KEY } from '../deals-paths.ts';

interface PointsFormProps {
  readonly terms: PointTermsAnswer;
  readonly onClose: () => void;
}

const KINDS = [
  { value: 'days', label: '得到后几天' },
  { value: 'year_end', label: '到某年年底' },
] as const;

/** How long points last that come from now on. */
export function PointsForm({ terms, onClose }: PointsFormProps): ReactNode {
  const { expiry } = terms;
  const [kind, setKind] = useState(expiry.kind);
  const [days, setDays] = useState<number | null>(expiry.kind === 'days' ? expiry.days : 365);
  const [years, setYears] = useState<number | null>(expiry.kind === 'year_end' ? expiry.yearsAhead : 1);
  const [remindDays, setRemindDays] = useState<number | null>(terms.remindDays);
  const saving = useAct(
    (body: PointTermsBody, key) => api.put(`${MEMBER_RULES_PATH}/points`, { body, key, ifMatch: terms.revision }),
    { stale: [MEMBERS_KEY], onDone: onClose },
  );
  const missing = (kind === 'days' ? days : years) === null || remindDays === null;
  const bodyOf = (): PointTermsBody => ({
    expiry: kind === 'days' ? { kind, days: days ?? 365 } : { kind, yearsAhead: years ?? 1 },
    remindDays: remindDays ?? 7,
  });
  return (
    <div className="deal-box form-stack">
      <Field label="用到什么时候">
        {() => <Chips label="用到什么时候" options={KINDS} value={kind} onChange={setKind} />}
      </Field>
      <div className="form-row">
        {kind === 'days' ? (
          <NumberField label="得到后" precision={0} min={30} max={3_650} suffix="天" value={days} onChange={setDays} />
        ) : (
          <NumberField
            label="再过几年的年底"
            hint="0就是今年年底"
            precision={0}
            min={0}
            max={5}
            suffix="年"
            value={years}
            onChange={setYears}
          />
        )}
        <NumberField
          label="提前提醒"
          precision={0}
          min={1}
          max={90}
          suffix="天"
          value={remindDays}
          onChange={setRemindDays}
        />
      </div>
      <p className="panel-note">只管以后得的积分，已经得的照旧。</p>
      <ProblemLine problem={saving.problem} />
      <FormEnd
        verb="发布"
        fault={missing ? '每一格都要填' : undefined}
        busy={saving.busy}
        onDo={() => void saving.run(bodyOf())}
        onClose={onClose}
      />
    </div>
  );
}
