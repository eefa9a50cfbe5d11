import { Segmented, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { AREA_KINDS, type AreaDraft, type AreaKind } from './area-kinds.ts';
import { choicesOf, useCities, useStores, type Choice } from './choices.ts';
import { CommunityFinder } from './community-finder.tsx';
import { Field } from './field.tsx';

interface AreaFieldProps {
  readonly label: string;
  readonly value: AreaDraft;
  readonly onChange: (area: AreaDraft) => void;
  /** What the server says against the area. */
  readonly fault?: string | undefined;
  /** All of them unless said. */
  readonly kinds?: readonly AreaKind[];
  /** The name of what is chosen already, where it is a community. */
  readonly name?: string | undefined;
}

const ALL_KINDS = Object.keys(AREA_KINDS) as AreaKind[];

/** The regions, cities and stores that the user may see, as choices. */
export function useAreaChoices(): Readonly<Record<'region' | 'city' | 'store', readonly Choice[]>> {
  const cities = useCities();
  const regions = new Map(cities.map(({ regionId, regionName }) => [regionId as string, regionName]));
  return {
    region: [...regions].map(([value, label]) => ({ value, label })),
    city: choicesOf(cities),
    store: choicesOf(useStores()),
  };
}

/** How wide something holds, and where: the whole country, or one of a kind. */
export function AreaField({ label, value, onChange, fault, kinds = ALL_KINDS, name }: AreaFieldProps): ReactNode {
  const choices = useAreaChoices();
  const { areaKind, areaId } = value;
  return (
    <>
      <Field label={label}>
        {() => (
          <Segmented<AreaKind>
            aria-label={`${label}：哪一级`}
            block
            value={areaKind}
            options={kinds.map((kind) => ({ value: kind, label: AREA_KINDS[kind] }))}
            onChange={(kind) => onChange({ areaKind: kind, areaId: undefined })}
          />
        )}
      </Field>
      {areaKind === 'region' || areaKind === 'city' || areaKind === 'store' ? (
        <Field label={AREA_KINDS[areaKind]} fault={fault}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={`选一个${AREA_KINDS[areaKind]}`}
              value={areaId ?? null}
              options={[...choices[areaKind]]}
              onChange={(chosen) => onChange({ areaKind, areaId: chosen ?? undefined })}
            />
          )}
        </Field>
      ) : null}
      {areaKind === 'community' ? (
        <CommunityOf
          name={areaId === undefined ? undefined : name}
          fault={fault}
          onFind={(id) => onChange({ areaKind, areaId: id })}
        />
      ) : null}
    </>
  );
}

interface CommunityOfProps {
  readonly name: string | undefined;
  readonly fault: string | undefined;
  readonly onFind: (id: string) => void;
}

function CommunityOf({ name, fault, onFind }: CommunityOfProps): ReactNode {
  const [found, setFound] = useState(name);
  return (
    <Field label="小区" fault={fault} {...(found === undefined ? {} : { hint: `选的是：${found}` })}>
      {() => (
        <CommunityFinder
          label="按名字找小区"
          width="100%"
          onFind={({ id, name: its, cityName }) => {
            setFound(`${cityName}${its}`);
            onFind(id);
          }}
        />
      )}
    </Field>
  );
}
