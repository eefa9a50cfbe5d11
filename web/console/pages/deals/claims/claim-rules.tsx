import { useQuery } from '@tanstack/react-query';
import { Button, Input, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ClaimRuleItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { CLAIM_RULES_KEY, CLAIM_RULES_PATH } from '../deals-paths.ts';
import { ruleSentence } from './claim-words.ts';

/** When claims are granted by themselves, kind by kind, with why it is so; the same for everybody. */
export function ClaimRules(): ReactNode {
  const query = useQuery({
    queryKey: CLAIM_RULES_KEY,
    queryFn: ({ signal }) => api.get<{ items: ClaimRuleItem[] }>(CLAIM_RULES_PATH, { signal }),
  });
  const [editing, setEditing] = useState<string>();
  return (
    <Await query={query}>
      {({ items }) => (
        <Panel>
          {items.map((rule) => (
            <Rule
              key={`${rule.kind}/${rule.revision}`}
              rule={rule}
              editing={editing === rule.kind}
              onEdit={(on) => setEditing(on ? rule.kind : undefined)}
            />
          ))}
        </Panel>
      )}
    </Await>
  );
}

interface RuleProps {
  readonly rule: ClaimRuleItem;
  readonly editing: boolean;
  readonly onEdit: (on: boolean) => void;
}

function Rule({ rule, editing, onEdit }: RuleProps): ReactNode {
  const now = useNow();
  const mayAct = useMay('claim.act');
  return (
    <PanelSection
      title={rule.kindName}
      action={
        mayAct && !editing ? (
          <Button size="small" onClick={() => onEdit(true)}>
            改<span className="visually-hidden">{rule.kindName}的规则</span>
          </Button>
        ) : null
      }
    >
      <p>{ruleSentence(rule)}。</p>
      <p className="panel-note">
        {rule.since === null ? '一开始就这样。' : `${dateTime(rule.since, now)}改的：${rule.reason}`}
      </p>
      {editing ? <RuleForm rule={rule} onClose={() => onEdit(false)} /> : null}
    </PanelSection>
  );
}

interface RuleDraft {
  readonly upToYuan: number | null;
  readonly maxClaims30: number | null;
  readonly maxRatePercent: number | null;
  readonly needsPhoto: boolean;
  readonly decideWithinHours: number | null;
  readonly reason: string;
}

const draftOf = (rule: ClaimRuleItem): RuleDraft => ({
  upToYuan: rule.automaticUpToFen / 100,
  maxClaims30: rule.maxClaims30,
  maxRatePercent: rule.maxRatePercent,
  needsPhoto: rule.needsPhoto,
  decideWithinHours: rule.decideWithinHours,
  reason: '',
});

function RuleForm({ rule, onClose }: { rule: ClaimRuleItem; onClose: () => void }): ReactNode {
  const [draft, setDraft] = useState(() => draftOf(rule));
  const saving = useAct(
    ({ upToYuan, ...it }: RuleDraft, key) =>
      api.put(CLAIM_RULES_PATH, {
        body: { kind: rule.kind, ...it, automaticUpToFen: Math.round((upToYuan ?? 0) * 100), reason: it.reason.trim() },
        key,
      }),
    { stale: [CLAIM_RULES_KEY], onDone: onClose },
  );
  const set = (part: Partial<RuleDraft>): void => setDraft({ ...draft, ...part });
  const missing = Object.values(draft).some((value) => value === null);
  const fault = missing ? '每一格都要填' : draft.reason.trim().length < 2 ? '写一句为什么改' : undefined;
  return (
    <div className="deal-box form-stack">
      <RuleFields draft={draft} set={set} />
      <Field label="为什么改">
        {(id) => (
          <Input
            id={id}
            value={draft.reason}
            maxLength={200}
            onChange={(event) => set({ reason: event.target.value })}
          />
        )}
      </Field>
      <ProblemLine problem={saving.problem} />
      <FormEnd
        verb="从现在起这样"
        fault={fault}
        busy={saving.busy}
        onDo={() => void saving.run(draft)}
        onClose={onClose}
      />
    </div>
  );
}

interface RuleFieldsProps {
  readonly draft: RuleDraft;
  readonly set: (part: Partial<RuleDraft>) => void;
}

function RuleFields({ draft, set }: RuleFieldsProps): ReactNode {
  return (
    <>
      <div className="form-row">
        <NumberField
          label="多少以内自动同意"
          hint="0就是都由人定"
          precision={2}
          min={0}
          max={10_000}
          suffix="元"
          value={draft.upToYuan}
          onChange={(upToYuan) => set({ upToYuan })}
        />
        <NumberField
          label="别的几小时内定"
          precision={0}
          min={1}
          max={168}
          suffix="小时"
          value={draft.decideWithinHours}
          onChange={(decideWithinHours) => set({ decideWithinHours })}
        />
      </div>
      <div className="form-row">
        <NumberField
          label="近30天最多几次"
          precision={0}
          min={0}
          max={100}
          suffix="次"
          value={draft.maxClaims30}
          onChange={(maxClaims30) => set({ maxClaims30 })}
        />
        <NumberField
          label="售后率最多"
          precision={0}
          min={0}
          max={100}
          suffix="%"
          value={draft.maxRatePercent}
          onChange={(maxRatePercent) => set({ maxRatePercent })}
        />
        <Field label="要有照片">
          {(id) => <Switch id={id} checked={draft.needsPhoto} onChange={(needsPhoto) => set({ needsPhoto })} />}
        </Field>
      </div>
    </>
  );
}
