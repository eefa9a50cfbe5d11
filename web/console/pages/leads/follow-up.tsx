import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, InputNumber, Select } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { LeadChoices, LeadDetail } from '#modules/growth/contract';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Chips } from '../../parts/chips.tsx';
import { PanelSection } from '../../parts/panel-section.tsx';
import { emptyDraft, faultOf, requestOf, type Draft, type Move } from './follow-up-draft.ts';
import { LEADS_KEY, LEADS_PATH } from './use-leads.ts';

const VERBS: Readonly<Record<Move, string>> = {
  contacted: '已联系上',
  visit_booked: '约好上门',
  quoted: '报了价',
  won: '签单了',
  lost: '没成',
};

/** What happened with the lead, for whoever follows it up: a store manager, or headquarters for them. */
export function FollowUp({ lead }: { lead: LeadDetail }): ReactNode {
  const now = useNow();
  const [draft, setDraft] = useState<Draft>();
  const act = useAct(
    (it: Draft, key) => {
      const { path, body } = requestOf(it);
      return api.post(`${LEADS_PATH}/${lead.leadId}/${path}`, { body, key });
    },
    { stale: [LEADS_KEY], onDone: () => setDraft(undefined) },
  );
  const moves = lead.moves.filter((move): move is Move => move !== 'new');
  if (!useMay('lead.act') || moves.length === 0) return null;
  const fault = draft === undefined ? undefined : faultOf(draft, now);
  return (
    <PanelSection title="记一笔结果">
      <Chips
        label="结果"
        options={moves.map((move) => ({ value: move, label: VERBS[move] }))}
        value={draft?.move}
        onChange={(move) => {
          act.forget();
          setDraft(draft?.move === move ? undefined : { ...emptyDraft(move), note: draft?.note ?? '' });
        }}
      />
      {draft === undefined ? null : (
        <div className="lead-form">
          <Details draft={draft} onChange={setDraft} />
          <ProblemLine problem={act.problem} />
          <div className="lead-form-end">
            {fault === undefined ? null : <span>{fault}</span>}
            <Button onClick={() => setDraft(undefined)}>先不记</Button>
            <Button
              type="primary"
              disabled={fault !== undefined}
              loading={act.busy}
              onClick={() => void act.run(draft)}
            >
              记下「{VERBS[draft.move]}」
            </Button>
          </div>
        </div>
      )}
    </PanelSection>
  );
}

function Details({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }): ReactNode {
  const noteId = useId();
  return (
    <>
      {draft.move === 'visit_booked' ? (
        <DatePicker
          aria-label="上门时间"
          placeholder="上门时间"
          showTime={{ format: 'HH:mm', minuteStep: 15 }}
          format="M月D日 HH:mm"
          onChange={(at) => onChange({ ...draft, visitAt: at?.toDate().toISOString() })}
        />
      ) : null}
      {draft.move === 'won' ? (
        <InputNumber<number>
          aria-label="签单金额"
          placeholder="签单金额"
          suffix="元"
          min={0}
          precision={2}
          value={draft.yuan ?? null}
          onChange={(yuan) => onChange({ ...draft, yuan: yuan ?? undefined })}
        />
      ) : null}
      {draft.move === 'lost' ? <Reason draft={draft} onChange={onChange} /> : null}
      <label htmlFor={noteId}>备注（可不填，加密保存）</label>
      <Input.TextArea
        id={noteId}
        value={draft.note}
        maxLength={500}
        autoSize={{ minRows: 2, maxRows: 5 }}
        onChange={(event) => onChange({ ...draft, note: event.target.value })}
      />
    </>
  );
}

function Reason({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }): ReactNode {
  const choices = useQuery({
    queryKey: ['choices', 'leads'],
    queryFn: ({ signal }) => api.get<LeadChoices>('/api/growth/lead-choices', { signal }),
    staleTime: 5 * 60_000,
  });
  return (
    <Select
      aria-label="没成的原因"
      placeholder="没成的原因"
      loading={choices.isPending}
      value={draft.reason ?? null}
      options={(choices.data?.lostReasons ?? []).map(({ code, name }) => ({ value: code, label: name }))}
      onChange={(reason) => onChange({ ...draft, reason: reason ?? undefined })}
    />
  );
}
