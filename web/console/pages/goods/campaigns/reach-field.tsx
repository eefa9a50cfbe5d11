import { Button, Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import type { AudienceMembersAnswer } from '#modules/cdp/contract';
import { api, type Page } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/icons.tsx';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { choicesOf, useAudiences, useCities } from '../../../parts/choices.ts';
import { CommunityFinder } from '../../../parts/community-finder.tsx';
import { Field } from '../../../parts/field.tsx';
import { audiencePath } from '../../audiences/audience-paths.ts';
import { REACHES, type CampaignDraft, type ReachedCommunity, type ReachKind } from './campaign-draft.ts';

/** As many communities as one campaign may name. */
const MOST = 2_000;
const SHOWN = 40;

interface ReachFieldProps {
  readonly draft: CampaignDraft;
  readonly set: (part: Partial<CampaignDraft>) => void;
}

/** Where it opens: whole cities, communities by name, or those of an audience as it is now. */
export function ReachField({ draft, set }: ReachFieldProps): ReactNode {
  const cities = choicesOf(useCities());
  const audiences = useAudiences();
  const { reach, communities } = draft;
  const read = useAct((id: string) => membersOf(id), { onDone: (found) => set({ communities: found }) });
  return (
    <>
      <Field label="开给哪里">
        {() => (
          <Segmented<ReachKind>
            aria-label="开给哪里"
            block
            value={reach}
            options={(Object.keys(REACHES) as ReachKind[]).map((value) => ({ value, label: REACHES[value] }))}
            onChange={(next) => set({ reach: next })}
          />
        )}
      </Field>
      {reach === 'cities' ? (
        <Field label="城市">
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              placeholder="选一个或几个城市"
              value={[...draft.cityIds]}
              options={cities}
              onChange={(cityIds: string[]) => set({ cityIds })}
            />
          )}
        </Field>
      ) : null}
      {reach === 'audience' ? (
        <Field label="人群" hint="按人群现在圈住的小区，以后进出的不算。">
          {(id) => (
            <Select<string>
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="选一个人群"
              loading={read.busy}
              options={audiences.map(({ id: value, name, memberCount }) => ({
                value,
                label: `${name} · ${count(memberCount)}个小区`,
              }))}
              onChange={(audienceId) => void read.run(audienceId)}
            />
          )}
        </Field>
      ) : null}
      {reach === 'communities' ? (
        <CommunityFinder
          label="按名字加小区"
          width="100%"
          without={communities.map(({ id }) => id)}
          onFind={({ id, name, cityId }) => set({ communities: [...communities, { id, name, cityId }].slice(0, MOST) })}
        />
      ) : null}
      <ProblemLine problem={read.problem} />
      {reach === 'cities' || communities.length === 0 ? null : (
        <Chosen communities={communities} onChange={(next) => set({ communities: next })} />
      )}
    </>
  );
}

async function membersOf(audienceId: string): Promise<ReachedCommunity[]> {
  const found: ReachedCommunity[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<AudienceMembersAnswer['items'][number]> = await api.get(`${audiencePath(audienceId)}/members`, {
      query: { limit: 200, cursor },
    });
    found.push(...page.items.map(({ communityId, name, cityId }) => ({ id: communityId, name, cityId })));
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < MOST);
  return found.slice(0, MOST);
}

interface ChosenProps {
  readonly communities: readonly ReachedCommunity[];
  readonly onChange: (communities: readonly ReachedCommunity[]) => void;
}

function Chosen({ communities, onChange }: ChosenProps): ReactNode {
  return (
    <div>
      <p className="panel-note">选了{count(communities.length)}个小区</p>
      <ul className="chosen-places">
        {communities.slice(0, SHOWN).map((place) => (
          <li key={place.id}>
            {place.name}
            <Button
              size="small"
              type="text"
              aria-label={`去掉${place.name}`}
              icon={<Icon name="close" size={12} />}
              onClick={() => onChange(communities.filter((each) => each !== place))}
            />
          </li>
        ))}
        {communities.length > SHOWN ? <li>等{count(communities.length)}个</li> : null}
      </ul>
    </div>
  );
}
