import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ReceiptAnswer, StockItem } from '#modules/inventory/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { Ring } from '../../../../shared/logo.tsx';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { STOCK_KEY } from '../goods-paths.ts';
import {
  actFault,
  actRequest,
  ACTS,
  COUNT_REASONS,
  doneWords,
  draftFor,
  WRITE_OFF_REASONS,
  type ActDraft,
  type StockAct,
} from './act-draft.ts';
import { usePlaceChoices } from './use-stock.ts';

interface Done {
  readonly draft: ActDraft;
  readonly words: string;
  /** What lay there before. */
  readonly before: number;
  readonly uncovered: number;
}

/** What a person does with one item at one place; a count can be taken back. */
export function ActForm({ row }: { row: StockItem }): ReactNode {
  const [draft, setDraft] = useState<ActDraft>();
  const [done, setDone] = useState<Done>();
  const act = useAct(
    (it: ActDraft, key) => {
      const { path, body } = actRequest(it, row);
      return api.post<Partial<ReceiptAnswer>>(path, { body, key });
    },
    {
      stale: [STOCK_KEY],
      onDone: (answer, it) => {
        const uncovered = (answer.uncovered ?? []).reduce((sum, { units }) => sum + units, 0);
        setDone({ draft: it, words: doneWords(it, row), before: row.onHand, uncovered });
        setDraft(undefined);
      },
    },
  );
  const set = (part: Partial<ActDraft>): void =>
    setDraft((before) => (before === undefined ? before : { ...before, ...part }));
  const choose = (next: StockAct): void => {
    act.forget();
    setDone(undefined);
    setDraft(draftFor(next));
  };
  return (
    <div className="form-stack">
      <Chips<StockAct>
        label="动库存"
        options={(Object.keys(ACTS) as StockAct[]).map((value) => ({ value, label: ACTS[value] }))}
        value={draft?.act}
        onChange={choose}
      />
      {done === undefined ? null : <Outcome done={done} row={row} onForget={() => setDone(undefined)} />}
      {draft === undefined ? null : (
        <div className="category-form form-stack">
          <Fields draft={draft} row={row} set={set} />
          <ProblemLine problem={act.problem} />
          <FormEnd
            verb={ACTS[draft.act]}
            fault={actFault(draft, row)}
            busy={act.busy}
            onDo={() => void act.run(draft)}
            onClose={() => setDraft(undefined)}
          />
        </div>
      )}
    </div>
  );
}

interface OutcomeProps {
  readonly done: Done;
  readonly row: StockItem;
  readonly onForget: () => void;
}

function Outcome({ done, row, onForget }: OutcomeProps): ReactNode {
  const back = useAct(
    (counted: number, key) => {
      const { path, body } = actRequest({ ...draftFor('count'), units: counted, reason: 'mistake' }, row);
      return api.post(path, { body, key });
    },
    { stale: [STOCK_KEY], onDone: onForget },
  );
  return (
    <div className="goods-outcome" role="status">
      <p>
        <Ring by="people" />
        <span>{done.words}</span>
        {done.draft.act === 'count' ? (
          <Button size="small" loading={back.busy} onClick={() => void back.run(done.before)}>
            撤回
          </Button>
        ) : null}
        <Button size="small" type="text" onClick={onForget}>
          知道了
        </Button>
      </p>
      {done.uncovered === 0 ? null : (
        <p>
          有{count(done.uncovered)}
          {row.skuUnit}已经答应了顾客却不会来，发货时按缺货退款。
        </p>
      )}
      <ProblemLine problem={back.problem} />
    </div>
  );
}

interface FieldsProps {
  readonly draft: ActDraft;
  readonly row: StockItem;
  readonly set: (part: Partial<ActDraft>) => void;
}

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

const LABELS: Readonly<Record<StockAct, string>> = {
  count: '数出来多少',
  receive: '收到多少',
  plan: '加多少（减就写负数）',
  transfer: '调走多少',
  write_off: '报损多少',
};

function Fields({ draft, row, set }: FieldsProps): ReactNode {
  const { act } = draft;
  const reasons = act === 'count' ? COUNT_REASONS : act === 'write_off' ? WRITE_OFF_REASONS : undefined;
  return (
    <>
      <div className="form-row">
        <NumberField
          label={LABELS[act]}
          precision={0}
          suffix={row.skuUnit}
          {...(act === 'plan' ? {} : { min: 0 })}
          value={draft.units}
          onChange={(units) => set({ units })}
        />
        {act === 'receive' ? (
          <NumberField
            label="不会来的"
            hint="答应了顾客的会按缺货退款"
            precision={0}
            min={0}
            suffix={row.skuUnit}
            value={draft.missing}
            onChange={(missing) => set({ missing })}
          />
        ) : null}
        {reasons === undefined ? null : (
          <Field label="原因">
            {(id) => (
              <Select
                id={id}
                placeholder="选一个"
                value={draft.reason ?? null}
                options={optionsOf(reasons)}
                onChange={(reason) => set({ reason: reason ?? undefined })}
              />
            )}
          </Field>
        )}
      </div>
      {act === 'transfer' ? <ToPlace draft={draft} row={row} set={set} /> : null}
    </>
  );
}

function ToPlace({ draft, row, set }: FieldsProps): ReactNode {
  const places = usePlaceChoices(row.cityId).filter(({ value }) => value !== row.placeId);
  return (
    <Field label="调到哪里">
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="同城的仓或门店"
          value={draft.toId ?? null}
          options={[...places]}
          onChange={(toId) => set({ toId: toId ?? undefined })}
        />
      )}
    </Field>
  );
}
