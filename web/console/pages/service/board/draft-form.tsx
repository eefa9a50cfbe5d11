import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../../../shared/api.ts';
import { timeOfDay } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { VISITS_KEY, VISITS_PATH } from '../service-paths.ts';
import { CostParts } from '../visits/cost-parts.tsx';
import { PlaceReason } from '../visits/place-reason.tsx';
import type { Draft, Person, Visit } from './board-layout.ts';
import { useCandidates } from './candidates.ts';

export interface Placed {
  readonly says: string;
  /** What takes it back; absent where nobody came before. */
  readonly undo?: Draft;
}

interface DraftFormProps {
  readonly draft: Draft;
  readonly visit: Visit;
  readonly from: Person | undefined;
  readonly to: Person;
  readonly onPlaced: (placed: Placed, draft: Draft) => void;
  readonly onClose: () => void;
}

/** What a drop would mean, before it does: who, when, at what cost or against which rule; then a reason. */
export function DraftForm({ draft, visit, from, to, onPlaced, onClose }: DraftFormProps): ReactNode {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const query = useCandidates(draft.visitId, draft.startsAt);
  const act = useAct(
    async (why: string, key): Promise<Placed> => {
      // As things are before: afterwards the board shows them as they have become.
      const undo = from && { visitId: visit.visitId, touchpointId: from.touchpointId, startsAt: visit.startsAt };
      const body = { touchpointId: draft.touchpointId, startsAt: draft.startsAt, reason: why };
      const { breaks } = await api.post<{ breaks: string | null }>(`${VISITS_PATH}/${visit.visitId}/place`, {
        body,
        key,
      });
      // The draft stands until the board shows it for real.
      await client.invalidateQueries({ queryKey: VISITS_KEY });
      const end = breaks === null ? '' : `，记下了破例：${breaks}`;
      const says = `${visit.communityName}的${visit.serviceName}已派给${to.name}${end}。`;
      return undo === undefined ? { says } : { says, undo };
    },
    { onDone: (done) => onPlaced(done, draft) },
  );
  const moved =
    draft.startsAt === visit.startsAt ? '时间不变' : `${timeOfDay(visit.startsAt)} → ${timeOfDay(draft.startsAt)}`;
  return (
    <PanelSection title="这样派会怎样">
      <p className="board-draft-says">
        <strong>
          {visit.communityName} {visit.serviceName}
        </strong>
        <span>
          {from === undefined ? '没人去' : from.name} → <strong>{to.name}</strong>，{moved}
        </span>
      </p>
      <Await query={query}>
        {({ candidates }) => {
          const candidate = candidates.find((each) => each.touchpointId === draft.touchpointId);
          if (candidate !== undefined && candidate.cost !== null) {
            return (
              <>
                <p className="panel-note">符合各项规则，代价折合 {candidate.cost} 分钟路程。</p>
                <CostParts candidate={candidate} />
              </>
            );
          }
          const rule = candidate?.whyNot ?? '所在门店不服务这个小区';
          const wouldDo = candidate?.wouldDo ?? null;
          return (
            <p className="visit-breaks" role="status">
              这样派会破例：{rule}
              {wouldDo === null ? '' : `（${wouldDo}）`}。照派也行，系统会记下是你决定的。
            </p>
          );
        }}
      </Await>
      <div className="service-form">
        <PlaceReason value={reason} onChange={setReason} />
        <ProblemLine problem={act.problem} />
        <FormEnd
          verb={`派给${to.name}`}
          fault={reason.trim().length < 2 ? '写一句理由' : undefined}
          busy={act.busy}
          onDo={() => void act.run(reason.trim())}
          onClose={onClose}
        />
      </div>
    </PanelSection>
  );
}
