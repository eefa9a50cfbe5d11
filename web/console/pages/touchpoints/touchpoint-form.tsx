import { Button, Input, Select } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { choicesOf, useCities, usePartners, useStores } from '../../parts/choices.ts';
import { ROLE_OPTIONS } from '../../parts/role-names.ts';
import { CommunityPicker, type Picked } from './community-picker.tsx';
import { PATHS, TOUCHPOINTS_KEY } from './touchpoint-paths.ts';

interface Draft {
  readonly name: string;
  readonly phone: string;
  readonly role: string | undefined;
  readonly externalCode: string;
  readonly cityId: string | undefined;
  readonly storeId: string | undefined;
  readonly partnerId: string | undefined;
  readonly communities: readonly Picked[];
}

const NEW: Draft = {
  name: '',
  phone: '',
  role: undefined,
  externalCode: '',
  cityId: undefined,
  storeId: undefined,
  partnerId: undefined,
  communities: [],
};

interface TouchpointFormProps {
  readonly onDone: (touchpointId: string) => void;
  readonly onClose: () => void;
}

/** Adds somebody at the front. */
export function TouchpointForm({ onDone, onClose }: TouchpointFormProps): ReactNode {
  const [draft, setDraft] = useState(NEW);
  const saving = useAct(
    ({ communities, storeId, partnerId, ...rest }: Draft, key) =>
      api.post<{ touchpointId: string }>(PATHS.people, {
        body: {
          ...rest,
          storeId: storeId ?? null,
          partnerId: partnerId ?? null,
          communityIds: communities.map(({ id }) => id),
        },
        key,
      }),
    { stale: [TOUCHPOINTS_KEY], onDone: ({ touchpointId }) => onDone(touchpointId) },
  );
  const ready =
    draft.name.trim() !== '' &&
    draft.phone.trim().length >= 5 &&
    draft.externalCode.trim() !== '' &&
    draft.role !== undefined &&
    draft.cityId !== undefined;
  return (
    <form
      className="touchpoint-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void saving.run(draft);
      }}
    >
      <Who draft={draft} set={(part) => setDraft({ ...draft, ...part })} />
      <Where draft={draft} set={(part) => setDraft({ ...draft, ...part })} />
      <ProblemLine problem={saving.problem} />
      <p className="person-buttons">
        <Button onClick={onClose}>先不加</Button>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={saving.busy}>
          加上
        </Button>
      </p>
    </form>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
}

function Who({ draft, set }: PartProps): ReactNode {
  const text = (name: 'name' | 'phone' | 'externalCode', label: string, maxLength: number, hint: string): ReactNode => (
    <Field label={label}>
      {(id) => (
        <Input
          id={id}
          value={draft[name]}
          maxLength={maxLength}
          placeholder={hint}
          autoComplete="off"
          inputMode={name === 'phone' ? 'tel' : 'text'}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      <div className="touchpoint-row">
        {text('name', '姓名', 50, '')}
        {text('phone', '手机号', 30, '登录用')}
      </div>
      <div className="touchpoint-row">
        <Field label="岗位">
          {(id) => (
            <Select id={id} value={draft.role} options={ROLE_OPTIONS} onChange={(role: string) => set({ role })} />
          )}
        </Field>
        {text('externalCode', '编号', 64, '你们自己的编号，不能重')}
      </div>
    </>
  );
}

function Where({ draft, set }: PartProps): ReactNode {
  const cities = choicesOf(useCities());
  const stores = choicesOf(useStores(draft.cityId));
  const partners = choicesOf(usePartners());
  return (
    <>
      <Field label="城市">
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.cityId}
            options={cities}
            onChange={(cityId: string) => set({ cityId, storeId: undefined, communities: [] })}
          />
        )}
      </Field>
      <div className="touchpoint-row">
        <Field label="门店（店员填）">
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              disabled={draft.cityId === undefined}
              value={draft.storeId}
              options={stores}
              onChange={(storeId: string | undefined) => set({ storeId })}
            />
          )}
        </Field>
        <Field label="所属单位（物业、中介填）">
          {(id) => (
            <Select
              id={id}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.partnerId}
              options={partners}
              onChange={(partnerId: string | undefined) => set({ partnerId })}
            />
          )}
        </Field>
      </div>
      {draft.cityId === undefined ? null : (
        <div className="touchpoint-places">
          <p>负责哪些小区，主要的放前面</p>
          <CommunityPicker
            picked={draft.communities}
            cityId={draft.cityId}
            onChange={(communities) => set({ communities })}
          />
        </div>
      )}
    </>
  );
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }): ReactNode {
  const id = useId();
  return (
    <div className="touchpoint-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
