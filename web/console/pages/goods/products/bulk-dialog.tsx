import { Button, InputNumber, Modal, Segmented, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { businessDay } from '#kernel/time';
import type { BulkChange, BulkEditAnswer, BulkPreview } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { AreaField } from '../../../parts/area-field.tsx';
import { Field } from '../../../parts/field.tsx';
import { SpanFields } from '../../prices/area-price-form.tsx';
import { PRICES_KEY } from '../../prices/price-words.ts';
import { BULK_PATH, LISTINGS_KEY, PRODUCTS_KEY } from '../goods-paths.ts';
import { categoryChoices, useCategories } from '../use-categories.ts';
import {
  BULK_KINDS,
  bulkChangeOf,
  bulkDraft,
  bulkFault,
  isPercent,
  PRICE_MOVES,
  previewSentence,
  ROUNDINGS,
  type BulkDraft,
  type BulkKind,
  type PriceMove,
} from './bulk-draft.ts';

interface BulkDialogProps {
  readonly kind: BulkKind;
  readonly selection: object;
  readonly onClose: () => void;
  readonly onDone: (edit: BulkEditAnswer) => void;
}

/** An edit of many in two steps: what to do, and what it would do to each; nothing is changed before the second. */
export function BulkDialog({ kind, selection, onClose, onDone }: BulkDialogProps): ReactNode {
  const today = businessDay(new Date(useNow()));
  const [draft, setDraft] = useState(() => bulkDraft(kind, today));
  const preview = useAct((change: BulkChange, key) =>
    api.post<BulkPreview>(`${BULK_PATH}/preview`, { body: { selection, change }, key, timeoutMs: 60_000 }),
  );
  const commit = useAct(
    (body: { change: BulkChange; fingerprint: string }, key) =>
      api.post<BulkEditAnswer>(BULK_PATH, { body: { selection, ...body }, key, timeoutMs: 60_000 }),
    { stale: [PRODUCTS_KEY, PRICES_KEY, LISTINGS_KEY], onDone },
  );
  const fault = bulkFault(draft, today);
  const shown = preview.answer;
  const back = (): void => {
    preview.forget();
    commit.forget();
  };
  return (
    <Modal
      open
      title={BULK_KINDS[kind]}
      onCancel={onClose}
      footer={
        shown === undefined ? (
          <Step
            away="先不了"
            verb="先看看会改什么"
            blocked={fault !== undefined}
            busy={preview.busy}
            onAway={onClose}
            onDo={() => void preview.run(bulkChangeOf(draft))}
          />
        ) : (
          <Step
            away="回去改改"
            verb={`改这 ${count(shown.changes)} 个`}
            blocked={shown.changes === 0}
            busy={commit.busy}
            onAway={back}
            onDo={() => void commit.run({ change: bulkChangeOf(draft), fingerprint: shown.fingerprint })}
          />
        )
      }
      width={shown === undefined ? 520 : 760}
      closable={{ 'aria-label': '关上' }}
    >
      {shown === undefined ? (
        <div className="form-stack">
          <Change
            draft={draft}
            today={today}
            problem={preview.problem}
            set={(part) => setDraft({ ...draft, ...part })}
          />
          {fault === undefined ? null : <p className="panel-note">{fault}</p>}
          <ProblemLine problem={preview.problem} />
        </div>
      ) : (
        <>
          <PreviewTable preview={shown} />
          <ProblemLine problem={commit.problem} />
        </>
      )}
    </Modal>
  );
}

interface StepProps {
  readonly away: string;
  readonly verb: string;
  readonly blocked: boolean;
  readonly busy: boolean;
  readonly onAway: () => void;
  readonly onDo: () => void;
}

const Step = ({ away, verb, blocked, busy, onAway, onDo }: StepProps): ReactNode => (
  <>
    <Button onClick={onAway}>{away}</Button>
    <Button type="primary" disabled={blocked} loading={busy} onClick={onDo}>
      {verb}
    </Button>
  </>
);

interface ChangeProps {
  readonly draft: BulkDraft;
  readonly today: string;
  readonly problem: ApiProblem | undefined;
  readonly set: (part: Partial<BulkDraft>) => void;
}

function Change({ draft, today, problem, set }: ChangeProps): ReactNode {
  const categories = categoryChoices(useCategories());
  if (draft.kind === 'category') {
    return (
      <Field label="移到哪个分类">
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选一个分类"
            value={draft.categoryId ?? null}
            options={categories}
            onChange={(categoryId) => set({ categoryId: categoryId ?? undefined })}
          />
        )}
      </Field>
    );
  }
  if (draft.kind === 'active') {
    return <TwoWays label="怎么改" value={draft.active} yes="启用" no="停用" onChange={(active) => set({ active })} />;
  }
  const faultAt = (name: string): string | undefined => problem?.faultAt(`change.${name}`);
  return (
    <>
      {draft.kind === 'listing' ? (
        <TwoWays label="怎么改" value={draft.listed} yes="上架" no="下架" onChange={(listed) => set({ listed })} />
      ) : (
        <Price draft={draft} set={set} />
      )}
      <AreaField label="在哪里" value={draft} onChange={set} fault={faultAt('areaId')} />
      <SpanFields span={draft} today={today} faultAt={faultAt} set={set} />
    </>
  );
}

interface TwoWaysProps {
  readonly label: string;
  readonly value: boolean;
  readonly yes: string;
  readonly no: string;
  readonly onChange: (value: boolean) => void;
}

const TwoWays = ({ label, value, yes, no, onChange }: TwoWaysProps): ReactNode => (
  <Field label={label}>
    {() => (
      <Segmented
        aria-label={label}
        block
        value={value ? 'yes' : 'no'}
        options={[
          { value: 'yes', label: yes },
          { value: 'no', label: no },
        ]}
        onChange={(next) => onChange(next === 'yes')}
      />
    )}
  </Field>
);

function Price({ draft, set }: Pick<ChangeProps, 'draft' | 'set'>): ReactNode {
  const percent = isPercent(draft.move);
  return (
    <div className="form-row">
      <Field label="怎么改">
        {(id) => (
          <Select<PriceMove>
            id={id}
            value={draft.move}
            options={(Object.keys(PRICE_MOVES) as PriceMove[]).map((value) => ({ value, label: PRICE_MOVES[value] }))}
            onChange={(move) => set({ move })}
          />
        )}
      </Field>
      <Field label={percent ? '百分之几' : '多少'}>
        {(id) => (
          <InputNumber<number>
            id={id}
            min={0}
            precision={2}
            suffix={percent ? '%' : '元'}
            value={draft.amount}
            onChange={(amount) => set({ amount })}
          />
        )}
      </Field>
      <Field label="取整">
        {(id) => (
          <Select
            id={id}
            value={draft.rounding}
            options={Object.entries(ROUNDINGS).map(([value, label]) => ({ value, label }))}
            onChange={(value) => set({ rounding: value as BulkDraft['rounding'] })}
          />
        )}
      </Field>
    </div>
  );
}

/** Before and after of everything that changes, what cannot be done first. */
function PreviewTable({ preview }: { preview: BulkPreview }): ReactNode {
  const { rows, changes, bad } = preview;
  const hidden = changes + bad - rows.length;
  return (
    <div className="bulk-preview">
      <p>
        <strong>{previewSentence(preview)}。</strong>
        {changes === 0 ? null : '改完还能撤销。'}
      </p>
      {rows.length === 0 ? null : (
        <div className="bulk-preview-rows">
          <table className="goods-table">
            <thead>
              <tr>
                <th scope="col">规格</th>
                <th scope="col">现在</th>
                <th scope="col">改成</th>
                <th scope="col">另外</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.skuId} className={row.verdict === 'bad' ? 'bulk-bad' : undefined}>
                  <th scope="row">
                    {row.name} <small>{row.code}</small>
                  </th>
                  <td>{row.before}</td>
                  <td>{row.verdict === 'bad' ? '改不了' : <strong className="bulk-after">{row.after}</strong>}</td>
                  <td>{row.note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hidden > 0 ? <p className="panel-note">还有 {count(hidden)} 个一样改，没有列出来。</p> : null}
    </div>
  );
}
