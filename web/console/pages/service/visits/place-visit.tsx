import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { CandidatesAnswer, VisitDetail } from '#modules/fulfilment/contract';
import { businessDay } from '#kernel/time';
import { api } from '../../../../shared/api.ts';
import { timeOfDay } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { FormEnd } from '../../../parts/field.tsx';
import { VISITS_KEY, VISITS_PATH } from '../service-paths.ts';
import { PlaceReason } from './place-reason.tsx';
import { faultOf, instantOf, sides, type Candidate, type PlaceDraft } from './place-draft.ts';

interface PlaceVisitProps {
  readonly visit: VisitDetail;
  readonly onDone: (said?: string) => void;
}

/** A person decides who goes: those who can with what it costs, the others with the rule that stands against them. */
export function PlaceVisit({ visit, onDone }: PlaceVisitProps): ReactNode {
  const now = useNow();
  const [draft, setDraft] = useState<PlaceDraft>({
    touchpointId: undefined,
    day: businessDay(new Date(visit.startsAt)),
    time: timeOfDay(visit.startsAt),
    reason: '',
  });
  const change = (part: Partial<PlaceDraft>): void => setDraft({ ...draft, ...part });
  const startsAt = instantOf(draft.day, draft.time) ?? visit.startsAt;
  const query = useQuery({
    queryKey: [...VISITS_KEY, 'one', visit.visitId, 'candidates', startsAt],
    queryFn: ({ signal }) =>
      api.get<CandidatesAnswer>(`${VISITS_PATH}/${visit.visitId}/candidates`, { query: { startsAt }, signal }),
  });
  const chosen = query.data?.candidates.find((each) => each.touchpointId === draft.touchpointId);
  const act = useAct(
    (it: PlaceDraft, key) =>
      api.post<{ breaks: string | null }>(`${VISITS_PATH}/${visit.visitId}/place`, {
        body: { touchpointId: it.touchpointId, startsAt, reason: it.reason.trim() },
        key,
      }),
    {
      stale: [VISITS_KEY],
      onDone: ({ breaks }) => {
        const who = chosen?.name ?? '';
        onDone(breaks === null ? `已派给${who}。` : `已派给${who}，记下了破例：${breaks}。`);
      },
    },
  );
  const fault = faultOf(draft, now);
  return (
    <div className="service-form">
      <When draft={draft} onChange={change} />
      <Await query={query}>
        {({ candidates }) => (
          <Candidates
            candidates={candidates}
            value={draft.touchpointId}
            onChange={(touchpointId) => {
              act.forget();
              change({ touchpointId });
            }}
          />
        )}
      </Await>
      {chosen?.whyNot == null ? null : (
        <p className="visit-breaks" role="status">
          这样派会破例：{chosen.whyNot}。照派也行，系统会记下是你决定的。
        </p>
      )}
      <PlaceReason value={draft.reason} onChange={(reason) => change({ reason })} />
      <ProblemLine problem={act.problem} />
      <FormEnd
        verb={chosen === undefined ? '派单' : `派给${chosen.name}`}
        fault={fault}
        busy={act.busy}
        onDo={() => void act.run(draft)}
        onClose={() => onDone()}
      />
    </div>
  );
}

function When({ draft, onChange }: { draft: PlaceDraft; onChange: (part: Partial<PlaceDraft>) => void }): ReactNode {
  return (
    <div className="service-fields">
      <Input
        type="date"
        aria-label="哪一天"
        value={draft.day}
        onChange={(event) => onChange({ day: event.target.value })}
      />
      <Input
        type="time"
        step={900}
        aria-label="几点"
        value={draft.time}
        onChange={(event) => onChange({ time: event.target.value })}
      />
    </div>
  );
}

interface CandidatesProps {
  readonly candidates: readonly Candidate[];
  readonly value: string | undefined;
  readonly onChange: (touchpointId: string) => void;
}

function Candidates({ candidates, value, onChange }: CandidatesProps): ReactNode {
  const name = useId();
  const { able, others } = sides(candidates);
  if (candidates.length === 0) {
    return <p className="panel-note">服务这个小区的门店还没有登记上门人员。</p>;
  }
  const option = (each: Candidate): ReactNode => (
    <label key={each.touchpointId} className="visit-candidate">
      <input
        type="radio"
        name={name}
        checked={value === each.touchpointId}
        onChange={() => onChange(each.touchpointId)}
      />
      <span className="visit-candidate-who">
        <strong>{each.name}</strong> {each.roleName} · {each.storeName}
        {each.isPresent ? <em>现在派的是这位</em> : null}
      </span>
      <span className="visit-candidate-cost">{each.cost === null ? '去不了' : `折合 ${each.cost} 分钟`}</span>
      <span className="visit-candidate-says">
        {each.whyNot ?? each.parts.map((part) => part.says).join('，')}
        {each.wouldDo === null ? '' : `；${each.wouldDo}`}
      </span>
    </label>
  );
  return (
    <fieldset className="visit-candidates">
      <legend>派给谁</legend>
      {able.map(option)}
      {able.length === 0 ? (
        <p className="panel-note">这个时间没有人合规则能去。换个时间，或从下面破例派一位。</p>
      ) : null}
      {others.length === 0 ? null : (
        <details open={able.length === 0}>
          <summary>另外{others.length}位这时去不了</summary>
          {others.map(option)}
        </details>
      )}
    </fieldset>
  );
}
