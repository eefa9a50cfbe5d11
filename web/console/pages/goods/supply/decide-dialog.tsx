import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { OverrideReasonCode } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { Await, ProblemLine, Skeleton } from '../../../../shared/states.tsx';
import { ActDialog } from '../../../parts/act-dialog.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field } from '../../../parts/field.tsx';
import { changedOf, targetsSentence, type Target } from './supply-draft.ts';
import { CHOICES_PATH, SUPPLY_KEY } from './supply-paths.ts';
import { amountWords } from './supply-words.ts';
import type { SupplyDesk } from './use-supply-desk.ts';
import { doingSentence, finalWords } from './why-words.ts';

interface ChoicesAnswer {
  readonly reasons: readonly { readonly code: OverrideReasonCode; readonly name: string }[];
}

/** Asks why where people decide otherwise than proposed, and whether they mean it where it cannot be taken back. */
export function DecideDialog({ desk }: { desk: SupplyDesk }): ReactNode {
  const { asking } = desk;
  return asking === undefined ? null : <Dialog key={asking.verb} {...asking} desk={desk} />;
}

interface DialogProps {
  readonly targets: readonly Target[];
  readonly verb: string;
  readonly desk: SupplyDesk;
}

function Dialog({ targets, verb, desk }: DialogProps): ReactNode {
  const { decisions } = desk;
  const [reason, setReason] = useState<OverrideReasonCode>();
  const [note, setNote] = useState('');
  const changed = changedOf(targets);
  const asksWhy = changed.length > 0;
  const isDoing = targets.some(({ decided }) => decided !== null);
  const [only] = targets;
  const isFinal = isDoing && only !== undefined ? finalWords(only.line.kind) : undefined;
  return (
    <ActDialog
      title={titleOf(targets, verb)}
      width={520}
      verb={targets.length === 1 ? verb : `${verb} ${count(targets.length)} 行`}
      ready={!asksWhy || reason !== undefined}
      busy={decisions.busy}
      onAct={() => void decisions.decide({ targets, reason: reason ?? null, note: note.trim() })}
      onClose={() => desk.ask(undefined)}
    >
      <div className="supply-decide">
        <Doing targets={targets} />
        {isFinal === undefined ? null : <p className="supply-final">{isFinal}</p>}
        {asksWhy ? (
          <>
            <Changes targets={changed} />
            <Why value={reason} onChange={setReason} />
            <Field label="再说一句（可不填）">
              {(id) => (
                <Input.TextArea
                  id={id}
                  value={note}
                  maxLength={200}
                  autoSize={{ minRows: 1, maxRows: 4 }}
                  placeholder="过几天会对照结果：改对了多少，改错了多少"
                  onChange={(event) => setNote(event.target.value)}
                />
              )}
            </Field>
          </>
        ) : null}
        <ProblemLine problem={decisions.problem} />
      </div>
    </ActDialog>
  );
}

function Doing({ targets }: Pick<DialogProps, 'targets'>): ReactNode {
  const [only] = targets;
  if (only === undefined) return null;
  if (targets.length > 1) return <p>{targetsSentence(targets)}。</p>;
  return only.decided === null ? null : <p>{doingSentence(only.line, only.decided)}。</p>;
}

function titleOf(targets: readonly Target[], verb: string): string {
  const [only] = targets;
  if (targets.length !== 1 || only === undefined) return `${verb}这 ${count(targets.length)} 行`;
  return `${verb}：${only.line.placeName}的${only.line.skuName}`;
}

const SHOWN = 5;

/** What is decided otherwise: teal what was proposed, orange what people make of it. */
function Changes({ targets }: { targets: readonly Target[] }): ReactNode {
  return (
    <ul className="supply-changes">
      {targets.slice(0, SHOWN).map(({ line, decided }) => (
        <li key={line.lineId}>
          <span>
            {line.placeName} · {line.skuName}
          </span>
          <span className="supply-proposed">{amountWords(line, line.proposed)}</span>
          <span aria-hidden="true">→</span>
          <strong className="supply-people">{decided === null ? '不办' : amountWords(line, decided)}</strong>
        </li>
      ))}
      {targets.length > SHOWN ? <li>还有 {count(targets.length - SHOWN)} 行</li> : null}
    </ul>
  );
}

interface WhyProps {
  readonly value: OverrideReasonCode | undefined;
  readonly onChange: (reason: OverrideReasonCode) => void;
}

function Why({ value, onChange }: WhyProps): ReactNode {
  const query = useQuery({
    queryKey: [...SUPPLY_KEY, 'choices'],
    queryFn: ({ signal }) => api.get<ChoicesAnswer>(CHOICES_PATH, { signal }),
    staleTime: Infinity,
  });
  return (
    <Field label="和建议不一样，为什么">
      {() => (
        <Await query={query} loading={<Skeleton rows={2} />}>
          {({ reasons }) => (
            <Chips
              label="为什么"
              options={reasons.map(({ code, name }) => ({ value: code, label: name }))}
              value={value}
              onChange={onChange}
            />
          )}
        </Await>
      )}
    </Field>
  );
}
