import { useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { CommunityAnswer, CommunityDetailAnswer } from '#modules/territory/contract';
import { api } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useAct } from '../../../../shared/query.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { choicesOf, usePartners, useStores } from '../../../parts/choices.ts';
import { COMMUNITIES_KEY } from '../community-words.ts';
import { bodyOf, faultsOf, formOf, type CommunityForm } from './community-form.ts';

/** The facts of a community, to be corrected by hand. */
export function EditCommunity({ id, onDone }: { id: string; onDone: () => void }): ReactNode {
  const community = useQuery({
    queryKey: [...COMMUNITIES_KEY, 'facts', id],
    queryFn: ({ signal }) => api.get<CommunityDetailAnswer>(`/api/territory/communities/${id}`, { signal }),
    // What somebody is typing must not change under their hands.
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Await query={community}>
      {(loaded) => (
        <Form key={loaded.version} community={loaded} onDone={onDone} onReload={() => void community.refetch()} />
      )}
    </Await>
  );
}

interface FormProps {
  readonly community: CommunityDetailAnswer;
  readonly onDone: () => void;
  readonly onReload: () => void;
}

function Form({ community, onDone, onReload }: FormProps): ReactNode {
  const [form, setForm] = useState(() => formOf(community));
  const save = useAct(
    (body: unknown, key: string) =>
      api.put<CommunityAnswer>(`/api/territory/communities/${community.id}`, { body, key, ifMatch: community.version }),
    { stale: [COMMUNITIES_KEY], onDone },
  );
  const faults = faultsOf(form);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (Object.keys(faults).length === 0) void save.run(bodyOf(community, form));
  };
  return (
    <form className="edit-community" onSubmit={submit}>
      <Fields
        form={form}
        faults={faults}
        cityId={community.cityId}
        onChange={(part) => setForm({ ...form, ...part })}
      />
      <Conflict problem={save.problem} onReload={onReload} />
      <div className="edit-community-buttons">
        <Button onClick={onDone}>不改了</Button>
        <Button type="primary" htmlType="submit" loading={save.busy} disabled={Object.keys(faults).length > 0}>
          保存
        </Button>
      </div>
    </form>
  );
}

/** Somebody else was faster: what they wrote is fetched, and this edit starts from it. */
function Conflict({ problem, onReload }: { problem: ApiProblem | undefined; onReload: () => void }): ReactNode {
  if (problem === undefined) return null;
  return (
    <>
      <ProblemLine problem={problem} />
      {problem.status === 409 || problem.status === 412 ? (
        <Button onClick={onReload}>取最新的资料，重新改</Button>
      ) : null}
    </>
  );
}

interface FieldsProps {
  readonly form: CommunityForm;
  readonly faults: Partial<Record<keyof CommunityForm, string>>;
  readonly cityId: string;
  readonly onChange: (part: Partial<CommunityForm>) => void;
}

function Fields({ form, faults, cityId, onChange }: FieldsProps): ReactNode {
  const stores = choicesOf(useStores(cityId));
  const partners = choicesOf(usePartners());
  return (
    <>
      <Field label="名称" fault={faults.name}>
        <Input value={form.name} maxLength={100} onChange={(event) => onChange({ name: event.target.value })} />
      </Field>
      <Field label="行政区">
        <Input value={form.district} maxLength={50} onChange={(event) => onChange({ district: event.target.value })} />
      </Field>
      <div className="edit-community-pair">
        <Field label="建成年份" fault={faults.builtYear}>
          <InputNumber value={form.builtYear} onChange={(builtYear) => onChange({ builtYear })} />
        </Field>
        <Field label="户数">
          <InputNumber
            min={0}
            max={100_000}
            value={form.households}
            onChange={(households) => onChange({ households })}
          />
        </Field>
      </div>
      <div className="edit-community-pair">
        <Field label="经度（WGS-84）" fault={faults.lng}>
          <InputNumber value={form.lng} step={0.001} onChange={(lng) => onChange({ lng })} />
        </Field>
        <Field label="纬度（WGS-84）" fault={faults.lat}>
          <InputNumber value={form.lat} step={0.001} onChange={(lat) => onChange({ lat })} />
        </Field>
      </div>
      <Field label="物业公司">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={form.partnerId}
          options={partners}
          onChange={(partnerId: string | undefined) => onChange({ partnerId: partnerId ?? null })}
        />
      </Field>
      <Field label="服务门店">
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          value={[...form.storeIds]}
          options={stores}
          onChange={(storeIds: string[]) => onChange({ storeIds })}
        />
      </Field>
    </>
  );
}

function Field({
  label,
  fault,
  children,
}: {
  label: string;
  fault?: string | undefined;
  children: ReactNode;
}): ReactNode {
  return (
    <label className="edit-community-field">
      <span>{label}</span>
      {children}
      {fault === undefined ? null : <em>{fault}</em>}
    </label>
  );
}
