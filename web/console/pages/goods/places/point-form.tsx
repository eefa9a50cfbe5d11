import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import type { PickupPointAnswer, PickupPointsAnswer } from '#modules/territory/contract';
import type { TouchpointItem } from '#modules/touchpoints/contract';
import { api, type Page } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { CommunityFinder } from '../../../parts/community-finder.tsx';
import { Field, FormEnd } from '../../../parts/field.tsx';
import { PLACES_KEY, POINTS_PATH } from '../goods-paths.ts';
import { pointBody, pointDraft, pointFault, WEEKDAYS, type PointDraft } from './place-draft.ts';

interface PointFormProps {
  /** Undefined makes a new one. */
  readonly point: PickupPointAnswer | undefined;
  readonly onDone: (point: PickupPointAnswer) => void;
  readonly onReload?: () => void;
}

/** Adds or edits a pick-up point: where it is, who hands over there, and when it rests. */
export function PointForm({ point, onDone, onReload }: PointFormProps): ReactNode {
  const [draft, setDraft] = useState(() => pointDraft(point));
  const saving = useAct(
    (it: PointDraft, key) => {
      const body = pointBody(it);
      return point === undefined
        ? api.post<PickupPointAnswer>(POINTS_PATH, { body, key })
        : api.put<PickupPointAnswer>(`${POINTS_PATH}/${point.id}`, { body, key, ifMatch: point.version });
    },
    { stale: [PLACES_KEY], onDone },
  );
  const set = (part: Partial<PointDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const { problem } = saving;
  return (
    <div className="form-stack">
      <Where draft={draft} point={point} problem={problem} set={set} />
      <Who draft={draft} point={point} set={set} />
      <Rests draft={draft} set={set} />
      <div className="form-row">
        <Field label={draft.pickupOnly ? '只自提，不开团' : '可以在这里开团'}>
          {(id) => <Switch id={id} checked={!draft.pickupOnly} onChange={(opens) => set({ pickupOnly: !opens })} />}
        </Field>
        <Field label={draft.active ? '在用' : '停用，顾客选不到'}>
          {(id) => <Switch id={id} checked={draft.active} onChange={(active) => set({ active })} />}
        </Field>
      </div>
      <ProblemLine problem={problem} />
      {problem?.status === 412 && onReload !== undefined ? <Button onClick={onReload}>取最新的，重新改</Button> : null}
      <FormEnd
        verb={point === undefined ? '加上' : '存下'}
        fault={pointFault(draft)}
        busy={saving.busy}
        disabled={point !== undefined && JSON.stringify(pointDraft(point)) === JSON.stringify(draft)}
        onDo={() => void saving.run(draft)}
      />
    </div>
  );
}

interface PartProps {
  readonly draft: PointDraft;
  readonly set: (part: Partial<PointDraft>) => void;
}
type PlacedPartProps = PartProps & { readonly point: PickupPointAnswer | undefined };

function Where({ draft, point, problem, set }: PlacedPartProps & { problem: ApiProblem | undefined }): ReactNode {
  const [found, setFound] = useState('');
  return (
    <>
      {point === undefined ? (
        <Field
          label="小区"
          fault={problem?.faultAt('communityId')}
          {...(found === '' ? {} : { hint: `选的是：${found}` })}
        >
          {() => (
            <CommunityFinder
              label="按名字找小区"
              width="100%"
              onFind={({ id, name, cityName }) => {
                setFound(`${cityName}${name}`);
                set({ communityId: id, keeperId: undefined, parentId: undefined });
              }}
            />
          )}
        </Field>
      ) : null}
      <div className="form-row">
        <Field label="名称" fault={problem?.faultAt('name')}>
          {(id) => (
            <Input
              id={id}
              value={draft.name}
              maxLength={100}
              placeholder="东门便利店"
              onChange={(event) => set({ name: event.target.value })}
            />
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
      <Field label="位置" hint="写大家都找得到的地方，不写谁家门牌。" fault={problem?.faultAt('address')}>
        {(id) => (
          <Input
            id={id}
            value={draft.address}
            maxLength={200}
            onChange={(event) => set({ address: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** Whoever serves the community may keep the point; other points of it may pass goods on. */
function Who({ draft, point, set }: PlacedPartProps): ReactNode {
  const { communityId } = draft;
  const mayRead = useMay('touchpoint.read');
  const people = useQuery({
    queryKey: ['touchpoints', 'for-points', communityId],
    queryFn: ({ signal }) =>
      api.get<Page<TouchpointItem>>('/api/touchpoints', { query: { communityId, limit: 200 }, signal }),
    enabled: communityId !== undefined && mayRead,
  });
  const points = useQuery({
    queryKey: [...PLACES_KEY, 'points', 'parents', communityId],
    queryFn: ({ signal }) =>
      api.get<PickupPointsAnswer>(POINTS_PATH, { query: { communityId, active: true, limit: 200 }, signal }),
    enabled: communityId !== undefined,
  });
  const parents = (points.data?.items ?? []).filter(({ id, parentId }) => id !== point?.id && parentId === null);
  return (
    <>
      <Field label="谁管（交货、核销）" {...(communityId === undefined ? { hint: '先选小区。' } : {})}>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            disabled={communityId === undefined || !mayRead}
            placeholder="先不定"
            notFoundContent={people.isPending ? '正在找…' : '没有触点服务这个小区'}
            value={draft.keeperId ?? null}
            options={(people.data?.items ?? [])
              .filter(({ state, touchpointId }) => state === 'active' || touchpointId === draft.keeperId)
              .map(({ touchpointId, name, roleName }) => ({
                value: touchpointId as string,
                label: `${name} · ${roleName}`,
              }))}
            onChange={(keeperId) => set({ keeperId: keeperId ?? undefined })}
          />
        )}
      </Field>
      <Field label="货先到哪个点，再转过来">
        {(id) => (
          <Select
            id={id}
            allowClear
            disabled={communityId === undefined}
            placeholder="不转，仓里直送"
            notFoundContent="这个小区没有别的自提点"
            value={draft.parentId ?? null}
            options={parents.map(({ id: value, name }) => ({ value: value as string, label: name }))}
            onChange={(parentId) => set({ parentId: parentId ?? undefined })}
          />
        )}
      </Field>
    </>
  );
}

function Rests({ draft, set }: PartProps): ReactNode {
  const toggle = (day: number): void =>
    set({
      restDays: draft.restDays.includes(day) ? draft.restDays.filter((each) => each !== day) : [...draft.restDays, day],
    });
  return (
    <Field label="哪几天休息">
      {() => (
        <div className="chips" role="group" aria-label="哪几天休息">
          {WEEKDAYS.map((name, at) => (
            <button
              key={name}
              type="button"
              aria-pressed={draft.restDays.includes(at + 1)}
              onClick={() => toggle(at + 1)}
            >
              周{name}
            </button>
          ))}
        </div>
      )}
    </Field>
  );
}
