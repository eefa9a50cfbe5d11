import { Button, Input, Select, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import type { WarehouseAnswer } from '#modules/territory/contract';
import { api } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { choicesOf, useCities } from '../../../parts/choices.ts';
import { Field, FormEnd, NumberField } from '../../../parts/field.tsx';
import { PLACES_KEY, WAREHOUSES_PATH } from '../goods-paths.ts';
import { WAREHOUSE_KINDS, warehouseBody, warehouseDraft, warehouseFault, type WarehouseDraft } from './place-draft.ts';

interface WarehouseFormProps {
  /** Undefined makes a new one. */
  readonly warehouse: WarehouseAnswer | undefined;
  readonly onDone: (warehouse: WarehouseAnswer) => void;
  readonly onReload?: () => void;
}

/** Adds or edits a warehouse; its kind and city are settled when it is added. */
export function WarehouseForm({ warehouse, onDone, onReload }: WarehouseFormProps): ReactNode {
  const [draft, setDraft] = useState(() => warehouseDraft(warehouse));
  const saving = useAct(
    (it: WarehouseDraft, key) => {
      const body = warehouseBody(it);
      return warehouse === undefined
        ? api.post<WarehouseAnswer>(WAREHOUSES_PATH, { body, key })
        : api.put<WarehouseAnswer>(`${WAREHOUSES_PATH}/${warehouse.id}`, { body, key, ifMatch: warehouse.version });
    },
    { stale: [PLACES_KEY], onDone },
  );
  const set = (part: Partial<WarehouseDraft>): void => setDraft({ ...draft, ...part });
  const { problem } = saving;
  return (
    <div className="form-stack">
      <div className="form-row">
        <Field label="名称" fault={problem?.faultAt('name')}>
          {(id) => (
            <Input id={id} value={draft.name} maxLength={100} onChange={(event) => set({ name: event.target.value })} />
          )}
        </Field>
        <Field label="编码" fault={problem?.faultAt('externalCode')}>
          {(id) => (
            <Input
              id={id}
              value={draft.externalCode}
              maxLength={64}
              onChange={(event) => set({ externalCode: event.target.value })}
            />
          )}
        </Field>
      </div>
      {warehouse === undefined ? <KindAndCity draft={draft} problem={problem} set={set} /> : null}
      <Position draft={draft} set={set} />
      <Field label={draft.active ? '在用' : '停用，不再供货'}>
        {(id) => <Switch id={id} checked={draft.active} onChange={(active) => set({ active })} />}
      </Field>
      <ProblemLine problem={problem} />
      {problem?.status === 412 && onReload !== undefined ? <Button onClick={onReload}>取最新的，重新改</Button> : null}
      <FormEnd
        verb={warehouse === undefined ? '加上' : '存下'}
        fault={warehouseFault(draft)}
        busy={saving.busy}
        disabled={warehouse !== undefined && JSON.stringify(warehouseDraft(warehouse)) === JSON.stringify(draft)}
        onDo={() => void saving.run(draft)}
      />
    </div>
  );
}

interface PositionProps {
  readonly draft: WarehouseDraft;
  readonly set: (part: Partial<WarehouseDraft>) => void;
}

function Position({ draft, set }: PositionProps): ReactNode {
  return (
    <div className="form-row">
      <NumberField
        label="经度（WGS-84）"
        precision={6}
        min={-180}
        max={180}
        value={draft.lng}
        onChange={(lng) => set({ lng })}
      />
      <NumberField
        label="纬度（WGS-84）"
        precision={6}
        min={-90}
        max={90}
        value={draft.lat}
        onChange={(lat) => set({ lat })}
      />
    </div>
  );
}

type KindProps = PositionProps & { readonly problem: ApiProblem | undefined };

/** Settled when it is added. */
function KindAndCity({ draft, problem, set }: KindProps): ReactNode {
  const cities = choicesOf(useCities());
  return (
    <>
      <Field label="做什么" hint="中心仓给别的仓补货；网格仓供次日自提；闪电仓供马上送。加上以后不能改。">
        {() => (
          <Chips
            label="做什么"
            options={(['central', 'grid', 'flash'] as const).map((value) => ({
              value,
              label: WAREHOUSE_KINDS[value],
            }))}
            value={draft.kind}
            onChange={(kind) => set({ kind })}
          />
        )}
      </Field>
      <Field label="城市" fault={problem?.faultAt('cityId')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选一个城市"
            value={draft.cityId ?? null}
            options={cities}
            onChange={(cityId) => set({ cityId: cityId ?? undefined })}
          />
        )}
      </Field>
    </>
  );
}
