import { Button, Checkbox, InputNumber, Select, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import type { PackageBody } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import type { ApiProblem } from '../../../shared/problem.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useTopics } from '../../parts/choices.ts';
import { ROLE_OPTIONS } from '../../parts/role-names.ts';
import { useWording } from '../../parts/use-wording.ts';
import { WordedInput } from '../../parts/worded-input.tsx';
import { EditField } from './edit-field.tsx';
import { PackageConflict, type Conflict } from './package-conflict.tsx';
import {
  changedInPackage,
  mergeEdits,
  missingInPackage,
  packageBodyOf,
  packageDraft,
  PACKAGE_FIELDS,
  SCENES,
  SUITS,
  type PackageDraft,
} from './package-draft.ts';
import { PACKAGES_KEY, PATHS, type Package } from './play-paths.ts';

interface PackageFormProps {
  /** Undefined makes a new one. */
  readonly package: Package | undefined;
  readonly mayEdit: boolean;
  readonly onDone: (saved: Package) => void;
}

/** Makes or edits a package. Where a colleague was faster, both people's changes are laid side by side. */
export function PackageForm({ package: given, mayEdit, onDone }: PackageFormProps): ReactNode {
  const [base, setBase] = useState(given);
  const [draft, setDraft] = useState(() => packageDraft(given));
  const [conflict, setConflict] = useState<Conflict>();
  const saving = useAct(
    (body: PackageBody, key) =>
      base === undefined
        ? api.post<Package>(PATHS.packages, { body, key })
        : api.put<Package>(PATHS.package(base.id), { body, key, ifMatch: base.revision }),
    { stale: [PACKAGES_KEY], onDone },
  );
  const save = async (): Promise<void> => {
    setConflict(undefined);
    await saving.run(packageBodyOf(draft));
  };
  const look = async (): Promise<void> => {
    if (base === undefined) return;
    const latest = await api.get<Package>(PATHS.package(base.id));
    const merge = mergeEdits(packageDraft(base), draft, packageDraft(latest));
    setConflict({ mine: draft, theirs: packageDraft(latest), ...merge });
    setBase(latest);
    setDraft(merge.draft);
    saving.forget();
  };
  const stale = saving.problem?.code === 'package-changed-meanwhile';
  const missing = missingInPackage(draft);
  const changed = base === undefined ? missing.length === 0 : changedInPackage(packageDraft(base), draft).length > 0;
  return (
    <form
      className="package-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {conflict === undefined ? null : (
        <PackageConflict conflict={conflict} onTake={(part) => setDraft({ ...draft, ...part })} />
      )}
      <fieldset disabled={!mayEdit}>
        <Fields draft={draft} problem={saving.problem} set={(part) => setDraft({ ...draft, ...part })} />
      </fieldset>
      {stale ? <Stale onLook={() => void look()} /> : <ProblemLine problem={saving.problem} />}
      {mayEdit ? (
        <footer>
          {missing.length === 0 ? null : <span>还差{missing.join('、')}</span>}
          <Button
            type="primary"
            htmlType="submit"
            disabled={missing.length > 0 || !changed || stale}
            loading={saving.busy}
          >
            {base === undefined ? '加上这个套餐' : '存下修改'}
          </Button>
        </footer>
      ) : null}
    </form>
  );
}

function Stale({ onLook }: { onLook: () => void }): ReactNode {
  return (
    <div className="package-stale" role="alert">
      <p>你改的时候，同事也存了一版。你的修改都还在，没有丢。</p>
      <Button onClick={onLook}>看看同事改了什么</Button>
    </div>
  );
}

interface FieldsProps {
  readonly draft: PackageDraft;
  readonly problem: ApiProblem | undefined;
  readonly set: (part: Partial<PackageDraft>) => void;
}

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

function Fields({ draft, problem, set }: FieldsProps): ReactNode {
  const hitsIn = useWording({ name: draft.name, subtitle: draft.subtitle });
  const field = (name: keyof PackageDraft, render: (id: string) => ReactNode): ReactNode => (
    <EditField label={PACKAGE_FIELDS[name]} before={undefined} fault={problem?.faultAt(FAULTS[name] ?? name)}>
      {render}
    </EditField>
  );
  const text = (name: 'name' | 'code' | 'subtitle' | 'unit', maxLength: number): ReactNode =>
    field(name, (id) => (
      <WordedInput
        id={id}
        value={draft[name]}
        maxLength={maxLength}
        hits={hitsIn(name)}
        onChange={(written) => set({ [name]: written })}
      />
    ));
  const money = (name: 'priceYuan' | 'originalPriceYuan' | 'costYuan'): ReactNode =>
    field(name, (id) => (
      <InputNumber<number>
        id={id}
        value={draft[name]}
        min={0}
        suffix="元"
        onChange={(value) => set({ [name]: value })}
      />
    ));
  return (
    <>
      {text('name', 40)}
      {text('subtitle', 60)}
      <div className="package-row">
        {text('code', 40)}
        {field('scene', (id) => (
          <Select
            id={id}
            value={draft.scene}
            options={optionsOf(SCENES)}
            onChange={(scene: PackageDraft['scene']) => set({ scene })}
          />
        ))}
        {field('active', (id) => (
          <Switch
            id={id}
            className="package-switch"
            checked={draft.active}
            checkedChildren="在售"
            unCheckedChildren="停售"
            onChange={(active) => set({ active })}
          />
        ))}
      </div>
      <div className="package-row">
        {money('priceYuan')}
        {text('unit', 10)}
        {money('originalPriceYuan')}
      </div>
      <Tags draft={draft} set={set} field={field} />
      <div className="package-row">
        <Age draft={draft} set={set} field={field} />
        {money('costYuan')}
      </div>
    </>
  );
}

/** Where the server names a field otherwise. */
const FAULTS: Partial<Record<keyof PackageDraft, string>> = {
  priceYuan: 'priceFen',
  originalPriceYuan: 'originalPriceFen',
  costYuan: 'costFen',
};

interface FieldProps extends Omit<FieldsProps, 'problem'> {
  readonly field: (name: keyof PackageDraft, render: (id: string) => ReactNode) => ReactNode;
}

function Age({ draft, set, field }: FieldProps): ReactNode {
  return field('minAgeYears', (id) => (
    <InputNumber<number>
      id={id}
      value={draft.minAgeYears}
      min={0}
      max={200}
      precision={0}
      suffix="年"
      onChange={(minAgeYears) => set({ minAgeYears })}
    />
  ));
}

function Tags({ draft, set, field }: FieldProps): ReactNode {
  const topics = useTopics();
  return (
    <>
      {field('points', (id) => (
        <Select
          id={id}
          mode="tags"
          open={false}
          suffixIcon={null}
          maxCount={6}
          value={[...draft.points]}
          placeholder="写一条按一下回车，最强的放前面"
          onChange={(points: string[]) => set({ points })}
        />
      ))}
      {field('topics', (id) => (
        <Select
          id={id}
          mode="multiple"
          optionFilterProp="label"
          maxCount={10}
          value={[...draft.topics]}
          options={topics.map(({ topic, name }) => ({ value: topic, label: name }))}
          onChange={(chosen: string[]) => set({ topics: chosen })}
        />
      ))}
      {field('roles', (id) => (
        <Select
          id={id}
          mode="multiple"
          optionFilterProp="label"
          value={[...draft.roles]}
          options={ROLE_OPTIONS}
          placeholder="先找的放前面"
          onChange={(roles: string[]) => set({ roles })}
        />
      ))}
      {field('suits', (id) => (
        <Checkbox.Group
          {...({ id } as object)}
          value={[...draft.suits]}
          options={optionsOf(SUITS)}
          onChange={(suits: string[]) => set({ suits })}
        />
      ))}
    </>
  );
}
