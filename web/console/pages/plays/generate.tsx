import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import type { PlayRunAnswer } from '#modules/intelligence/contract';
import { api, type Query } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Empty, ProblemLine } from '../../../shared/states.tsx';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { useAudiences, usePackages, type AudienceChoice } from '../../parts/choices.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { AutoPropose } from './auto-propose.tsx';
import { toggled } from './play-walk.ts';
import { PATHS, PLAYS_KEY } from './play-paths.ts';
import { RunProgress } from './run-progress.tsx';
import './plays.css';
import './generate.css';

interface MembersPreview {
  readonly total: number;
  readonly items: readonly { readonly communityId: string; readonly name: string; readonly why: string }[];
}

/** 给哪群小区出方案？ Choose an audience, see how many communities it is, have plays proposed, watch them come. */
export default function GeneratePage(): ReactNode {
  const [url, setUrl] = useUrlState(['audience', 'run']);
  const audiences = useAudiences();
  const audience = audiences.find((each) => each.id === url.audience);
  return (
    <PageFrame title="生成方案" question="给哪群小区出方案？" tabs={<AreaTabs area="plays" />}>
      {url.run === undefined ? null : (
        <RunProgress runId={url.run} onAgain={() => setUrl({ run: undefined, audience: undefined })} />
      )}
      {url.run !== undefined ? null : (
        <div className="generate">
          <Audiences
            audiences={audiences}
            chosenId={url.audience}
            onChoose={(id) => setUrl({ audience: id }, { push: true })}
          />
          {audience === undefined ? (
            <Empty title="先在左边挑一个人群" hint="系统会逐个小区看讨论、楼龄和以往效果，各出一份方案等你批。" />
          ) : (
            <Generate key={audience.id} audience={audience} onStarted={(run) => setUrl({ run }, { push: true })} />
          )}
        </div>
      )}
    </PageFrame>
  );
}

interface AudiencesProps {
  readonly audiences: readonly AudienceChoice[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
}

function Audiences({ audiences, chosenId, onChoose }: AudiencesProps): ReactNode {
  if (audiences.length === 0) return <Empty title="还没有人群" hint="先到「人群」里圈一群小区。" />;
  return (
    <ul className="generate-audiences" aria-label="人群">
      {audiences.map((audience) => (
        <li key={audience.id}>
          <button type="button" aria-pressed={audience.id === chosenId} onClick={() => onChoose(audience.id)}>
            <strong>{audience.name}</strong>
            <span className="generate-count">{count(audience.memberCount)}个小区</span>
            <span className="generate-rule">{audience.sentence}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Generate({
  audience,
  onStarted,
}: {
  audience: AudienceChoice;
  onStarted: (runId: string) => void;
}): ReactNode {
  const packages = usePackages().filter((each) => each.active);
  const [only, setOnly] = useState<readonly string[]>([]);
  const members = useMembers(audience.id);
  const starting = useAct((body: Query, key) => api.post<PlayRunAnswer>(PATHS.propose, { body, key }), {
    stale: [PLAYS_KEY],
    onDone: (run) => onStarted(run.id),
  });
  const total = members.data?.total ?? audience.memberCount;
  const start = (): void =>
    void starting.run({ audienceId: audience.id, ...(only.length === 0 ? {} : { packageIds: only }) });
  return (
    <section className="generate-what" aria-label="生成">
      <p className="page-figure">
        <strong>{count(total)}</strong> 个小区在「{audience.name}」里
      </p>
      <p className="generate-rule">{audience.sentence}</p>
      <ul className="generate-members">
        {members.data?.items.map((member) => (
          <li key={member.communityId}>
            <strong>{member.name}</strong>
            <span>{member.why}</span>
          </li>
        ))}
        {total > (members.data?.items.length ?? total) ? (
          <li className="generate-rule">还有{count(total - (members.data?.items.length ?? 0))}个</li>
        ) : null}
      </ul>
      <fieldset>
        <legend>只考虑这些套餐（不选就是全部{count(packages.length)}个在售的）</legend>
        {packages.map((each) => (
          <Checkbox key={each.id} checked={only.includes(each.id)} onChange={() => setOnly(toggled(only, each.id))}>
            {each.name}
          </Checkbox>
        ))}
      </fieldset>
      <ProblemLine problem={starting.problem} />
      <p className="generate-go">
        <Button type="primary" size="large" disabled={total === 0} loading={starting.busy} onClick={start}>
          给这{count(Math.min(total, MOST))}个小区出方案
        </Button>
        <span>出好的方案先等人批，不会直接下发。</span>
      </p>
      <AutoPropose audienceId={audience.id} />
      {total > MOST ? <p className="generate-rule">一次最多{count(MOST)}个小区，其余的下一次再出。</p> : null}
    </section>
  );
}

/** The server takes so many communities in one run. */
const MOST = 500;

function useMembers(audienceId: string) {
  return useQuery({
    queryKey: ['audiences', audienceId, 'preview'],
    queryFn: ({ signal }) =>
      api.get<MembersPreview>(`/api/cdp/audiences/${audienceId}/members`, { query: { limit: 5 }, signal }),
  });
}
