import { useQuery } from '@tanstack/react-query';
import { Button, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import type { AlertRuleAnswer } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../shared/states.tsx';
import { Field, FormEnd, NumberField } from '../../parts/field.tsx';
import { Facts } from '../../parts/panel-section.tsx';
import { RULE_KEY, RULE_PATH } from './listening-paths.ts';

/** When people are called to look. */
export function AlertRule(): ReactNode {
  const mayEdit = useMay('source.manage');
  const [savedRevision, setSavedRevision] = useState<number>();
  const query = useQuery({
    queryKey: RULE_KEY,
    queryFn: ({ signal }) => api.get<AlertRuleAnswer>(RULE_PATH, { signal }),
    // What somebody is typing must not change under their hands.
    refetchOnWindowFocus: false,
  });
  return (
    <Await query={query}>
      {(rule) =>
        mayEdit ? (
          <RuleForm
            key={rule.revision}
            rule={rule}
            isJustSaved={rule.revision === savedRevision}
            onSaved={setSavedRevision}
            onReload={() => void query.refetch()}
          />
        ) : (
          <RuleFacts rule={rule} />
        )
      }
    </Await>
  );
}

function RuleFacts({ rule: { leastPeople, onceIn, graveToTicket } }: { rule: AlertRuleAnswer }): ReactNode {
  return (
    <div className="form-stack">
      <Facts
        facts={[
          ['扎堆至少', `${count(leastPeople)} 人`],
          ['碰巧误报', `看 ${count(onceIn)} 次才一次`],
          ['严重的话', graveToTicket ? '直接转工单' : '先等人看'],
        ]}
      />
      <p className="panel-note">规则由管数据源的人定，要改请联系他们。</p>
    </div>
  );
}

interface RuleFormProps {
  readonly rule: AlertRuleAnswer;
  readonly isJustSaved: boolean;
  readonly onSaved: (revision: number) => void;
  readonly onReload: () => void;
}

interface RuleDraft {
  readonly leastPeople: number | null;
  readonly onceIn: number | null;
  readonly graveToTicket: boolean;
}

function RuleForm({ rule, isJustSaved, onSaved, onReload }: RuleFormProps): ReactNode {
  const { revision, ...known } = rule;
  const [draft, setDraft] = useState<RuleDraft>(known);
  const isChanged = Object.entries(known).some(([name, value]) => draft[name as keyof RuleDraft] !== value);
  const saving = useAct(
    (it: RuleDraft, key) => api.put<AlertRuleAnswer>(RULE_PATH, { body: { ...it, revision }, key }),
    { stale: [RULE_KEY], onDone: (answer) => onSaved(answer.revision) },
  );
  const fault = draft.leastPeople === null || draft.onceIn === null ? '还有空着的' : undefined;
  return (
    <div className="form-stack">
      <NumberField
        label="多少人一起抱怨才算"
        hint="同一个小区、同一个话题。再少就不算扎堆，平时再安静也不算。"
        suffix="人"
        precision={0}
        min={2}
        max={100}
        value={draft.leastPeople}
        onChange={(leastPeople) => setDraft({ ...draft, leastPeople })}
      />
      <NumberField
        label="看多少次碰巧误报一次"
        hint="人多也可能只是凑巧。数越大报得越少、越准；数越小报得越早，也越容易白跑。"
        suffix="次"
        precision={0}
        min={20}
        max={1_000_000}
        value={draft.onceIn}
        onChange={(onceIn) => setDraft({ ...draft, onceIn })}
      />
      <Field label="严重的话直接转工单" hint="食品安全、燃气、受伤这类，不等人看，马上开工单派下去。">
        {(id) => (
          <Switch
            id={id}
            checked={draft.graveToTicket}
            onChange={(graveToTicket) => setDraft({ ...draft, graveToTicket })}
          />
        )}
      </Field>
      <ProblemLine problem={saving.problem} />
      {saving.problem?.status === 409 ? <Button onClick={onReload}>取最新的规则，重新改</Button> : null}
      <FormEnd verb="存下" fault={fault} busy={saving.busy} disabled={!isChanged} onDo={() => void saving.run(draft)} />
      {isJustSaved && !isChanged ? (
        <p className="panel-note" role="status">
          存下了，下一次看就照新的。
        </p>
      ) : null}
    </div>
  );
}
