import { Input, InputNumber, Radio, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ClaimDetail } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { ActDialog } from '../../../parts/act-dialog.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field } from '../../../parts/field.tsx';
import { CLAIMS_KEY, CLAIMS_PATH, MONEY_KEYS, PARCELS_KEY } from '../deals-paths.ts';
import {
  decideBody,
  decideFault,
  DECISION_VERBS,
  draftFor,
  FREQUENT,
  GOODS,
  REJECT_WHYS,
  type DecideDraft,
  type Decision,
  type Goods,
  type RejectWhy,
} from './decide-draft.ts';

const optionsOf = <Value extends string>(names: Readonly<Record<Value, string>>) =>
  (Object.entries(names) as [Value, string][]).map(([value, label]) => ({ value, label }));

/** Money back, another one, no, or a question; the customer reads the sentence. */
export function DecideDialog({ claim, onClose }: { claim: ClaimDetail; onClose: () => void }): ReactNode {
  const [draft, setDraft] = useState(() => draftFor(claim));
  const act = useAct(
    (it: DecideDraft, key) => api.post(`${CLAIMS_PATH}/${claim.claimId}/decide`, { body: decideBody(it), key }),
    { stale: [CLAIMS_KEY, PARCELS_KEY, ...MONEY_KEYS], onDone: onClose },
  );
  const set = (part: Partial<DecideDraft>): void => setDraft({ ...draft, ...part });
  const fault = decideFault(draft, claim);
  return (
    <ActDialog
      title="定这件售后"
      width={520}
      verb={DECISION_VERBS[draft.decision]}
      ready={fault === undefined}
      busy={act.busy}
      onAct={() => void act.run(draft)}
      onClose={onClose}
    >
      <div className="form-stack">
        <Chips<Decision>
          label="怎么定"
          options={optionsOf(DECISION_VERBS)}
          value={draft.decision}
          onChange={(decision) => set({ decision })}
        />
        {draft.decision === 'refund' ? <Back draft={draft} claim={claim} set={set} /> : null}
        {draft.decision === 'refund' || draft.decision === 'exchange' ? (
          <GoodsOf draft={draft} claim={claim} set={set} />
        ) : null}
        {draft.decision === 'reject' ? (
          <Field label="原因">
            {(id) => (
              <Select
                id={id}
                placeholder="选一个原因"
                value={draft.why ?? null}
                options={optionsOf<RejectWhy>(REJECT_WHYS)}
                onChange={(why) => set({ why: why ?? undefined })}
              />
            )}
          </Field>
        ) : null}
        <Said draft={draft} set={set} />
        <ProblemLine problem={act.problem} />
        {fault === undefined ? null : <p className="deal-fault">{fault}</p>}
      </div>
    </ActDialog>
  );
}

interface PartProps {
  readonly draft: DecideDraft;
  readonly set: (part: Partial<DecideDraft>) => void;
}
type ClaimPartProps = PartProps & { readonly claim: ClaimDetail };

function Back({ draft, claim, set }: ClaimPartProps): ReactNode {
  return (
    <fieldset className="deal-back">
      <legend>退多少，原路退回</legend>
      <Radio.Group value={draft.part} onChange={(event) => set({ part: event.target.value as boolean })}>
        <Radio value={false}>全退，{yuan(claim.amountFen)}</Radio>
        <Radio value>退一部分，货留给顾客</Radio>
      </Radio.Group>
      {draft.part ? (
        <InputNumber<number>
          aria-label="退多少元"
          placeholder={`最多${claim.amountFen / 100}`}
          suffix="元"
          min={0.01}
          max={claim.amountFen / 100}
          precision={2}
          value={draft.yuan}
          onChange={(value) => set({ yuan: value })}
        />
      ) : null}
    </fieldset>
  );
}

function GoodsOf({ draft, claim, set }: ClaimPartProps): ReactNode {
  if (draft.decision === 'refund' && draft.part) return null;
  const sellable = draft.goods === 'sellable' && !claim.goodsReceived;
  return (
    <Field label="货怎么办" {...(sellable ? { hint: '团长确认收到货以后才能收回来再卖。' } : {})}>
      {() => (
        <Chips<Goods>
          label="货怎么办"
          options={optionsOf(GOODS)}
          value={draft.goods}
          onChange={(goods) => set({ goods })}
        />
      )}
    </Field>
  );
}

function Said({ draft, set }: PartProps): ReactNode {
  return (
    <div className="claim-said">
      <div className="reason-dialog-chips" role="group" aria-label="常用的话">
        {FREQUENT[draft.decision].map((each) => (
          <button key={each} type="button" aria-pressed={draft.reason === each} onClick={() => set({ reason: each })}>
            {each}
          </button>
        ))}
      </div>
      <Field label="给顾客看的话">
        {(id) => (
          <Input.TextArea
            id={id}
            value={draft.reason}
            maxLength={200}
            autoSize={{ minRows: 2, maxRows: 5 }}
            placeholder="点上面的，或者自己写一句；顾客会看到"
            onChange={(event) => set({ reason: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
