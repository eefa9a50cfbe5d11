import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { SupplyLimitAnswer } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { usePlaceChoices } from '../stock/use-stock.ts';
import { limitSentence } from './rule-draft.ts';
import { limitPath, RULES_KEY } from './supply-paths.ts';
import { TakeBack } from './take-back.tsx';

const NEW = 'new';

/** What all orders of a place may cost and how much it has room for, a day. */
export function Limits({ limits }: { limits: readonly SupplyLimitAnswer[] }): ReactNode {
  const [editing, setEditing] = useState<string>();
  const mayEdit = useMay('stock.edit');
  const close = (): void => setEditing(undefined);
  const taken = limits.map(({ placeId }) => placeId as string);
  return (
    <PanelSection title="每天的预算和库位">
      {limits.length === 0 ? <p className="panel-note">没有限过：每个地方要多少订多少。</p> : null}
      <ul className="supply-rules">
        {limits.map((limit) => (
          <li key={limit.placeId}>
            {editing === limit.placeId ? (
              <LimitForm limit={limit} taken={taken} onClose={close} />
            ) : (
              <LimitLine limit={limit} mayEdit={mayEdit} onEdit={() => setEditing(limit.placeId)} />
            )}
          </li>
        ))}
      </ul>
      {editing === NEW ? (
        <LimitForm limit={undefined} taken={taken} onClose={close} />
      ) : mayEdit ? (
        <Button type="dashed" onClick={() => setEditing(NEW)}>
          限一个地方
        </Button>
      ) : null}
    </PanelSection>
  );
}

interface LimitLineProps {
  readonly limit: SupplyLimitAnswer;
  readonly mayEdit: boolean;
  readonly onEdit: () => void;
}

function LimitLine({ limit, mayEdit, onEdit }: LimitLineProps): ReactNode {
  const { placeId, placeName, revision } = limit;
  const remove = useAct(
    (_: undefined, key) =>
      api.put(limitPath(placeId), { body: { budgetFen: null, roomUnits: null, expectedRevision: revision }, key }),
    { stale: [RULES_KEY] },
  );
  return (
    <>
      <div className="supply-rule">
        <div>
          <strong>{placeName}</strong>
          <small>{limitSentence(limit)}</small>
        </div>
        {mayEdit ? (
          <>
            <Button size="small" type="text" onClick={onEdit}>
              改<span className="visually-hidden">{placeName}的限制</span>
            </Button>
            <TakeBack name={`${placeName}的限制`} busy={remove.busy} onDo={() => void remove.run(undefined)} />
          </>
        ) : null}
      </div>
      <ProblemLine problem={remove.problem} />
    </>
  );
}

interface LimitDraft {
  readonly placeId: string | undefined;
  readonly budgetYuan: number | null;
  readonly roomUnits: number | null;
}

interface LimitFormProps {
  readonly limit: SupplyLimitAnswer | undefined;
  /** Places that have limits already. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

function LimitForm({ limit, taken, onClose }: LimitFormProps): ReactNode {
  const places = usePlaceChoices(undefined).filter(({ value }) => !taken.includes(value));
  const [draft, setDraft] = useState<LimitDraft>({
    placeId: limit?.placeId,
    budgetYuan: limit?.budgetFen == null ? null : limit.budgetFen / 100,
    roomUnits: limit?.roomUnits ?? null,
  });
  const saving = useAct(
    ({ placeId, budgetYuan, roomUnits }: LimitDraft, key) => {
      const budgetFen = budgetYuan === null ? null : Math.round(budgetYuan * 100);
      const body = { budgetFen, roomUnits, expectedRevision: limit?.revision ?? 0 };
      return api.put(limitPath(placeId ?? ''), { body, key });
    },
    { stale: [RULES_KEY], onDone: onClose },
  );
  const set = (part: Partial<LimitDraft>): void => setDraft({ ...draft, ...part });
  return (
    <div className="category-form form-stack">
      {limit === undefined ? (
        <Field label="哪里">
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="仓或门店"
              value={draft.placeId ?? null}
              options={places}
              onChange={(placeId) => set({ placeId: placeId ?? undefined })}
            />
          )}
        </Field>
      ) : (
        <strong>{limit.placeName}</strong>
      )}
      <div className="form-row">
        <NumberField
          label="一天最多花"
          suffix="元"
          precision={2}
          min={0}
          max={100_000_000}
          value={draft.budgetYuan}
          onChange={(budgetYuan) => set({ budgetYuan })}
        />
        <NumberField
          label="放得下"
          suffix="件"
          precision={0}
          min={0}
          max={10_000_000}
          value={draft.roomUnits}
          onChange={(roomUnits) => set({ roomUnits })}
        />
      </div>
      <p className="field-hint">空着就是不限。</p>
      <ProblemLine problem={saving.problem} />
      <FormEnd
        verb="存下"
        fault={limitFault(draft)}
        busy={saving.busy}
        onDo={() => void saving.run(draft)}
        onClose={onClose}
      />
    </div>
  );
}

function limitFault({ placeId, budgetYuan, roomUnits }: LimitDraft): string | undefined {
  if (placeId === undefined) return '选一个地方';
  return budgetYuan === null && roomUnits === null ? '写一样' : undefined;
}
