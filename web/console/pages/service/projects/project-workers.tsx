import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ProjectDetail } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ByMark } from '../../../../shared/reasons.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { PROJECTS_KEY, PROJECTS_PATH } from '../service-paths.ts';
import { useWorkerChoices } from '../use-services.ts';
import { assignedBecause } from './project-words.ts';

/** Who may submit its milestones: assigned by hand, or with an install visit of it. */
export function Workers({ project }: { project: ProjectDetail }): ReactNode {
  const may = useMay('visit.dispatch') && project.state === 'active';
  const [finding, setFinding] = useState(false);
  const [leaving, setLeaving] = useState<string>();
  const act = useAct(
    ({ touchpointId, assigned }: { touchpointId: string; assigned: boolean }, key) =>
      api.post(`${PROJECTS_PATH}/${project.projectId}/${assigned ? 'assign' : 'unassign'}`, {
        body: { touchpointId },
        key,
      }),
    { stale: [PROJECTS_KEY], onDone: () => setFinding(false) },
  );
  return (
    <PanelSection
      title="谁在做"
      action={
        may && !finding ? (
          <Button size="small" onClick={() => setFinding(true)}>
            加一位
          </Button>
        ) : null
      }
    >
      {project.workers.length === 0 ? <p className="panel-note">还没有人。加一位技师，或约一次施工上门。</p> : null}
      <ul className="project-visits">
        {project.workers.map((worker) => (
          <li key={worker.touchpointId}>
            <strong>{worker.name}</strong>
            <span>{worker.roleName}</span>
            <ByMark by={worker.because === 'assigned' ? 'people' : 'system'}>{assignedBecause[worker.because]}</ByMark>
            {may && worker.because === 'assigned' ? (
              <Button
                size="small"
                type="text"
                danger={leaving === worker.touchpointId}
                loading={act.busy && leaving === worker.touchpointId}
                onBlur={() => setLeaving(undefined)}
                onClick={() =>
                  leaving === worker.touchpointId
                    ? void act.run({ touchpointId: worker.touchpointId, assigned: false })
                    : setLeaving(worker.touchpointId)
                }
              >
                {leaving === worker.touchpointId ? '再点一下撤下' : '撤下'}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {finding ? (
        <Finder
          project={project}
          busy={act.busy}
          onFind={(touchpointId) => void act.run({ touchpointId, assigned: true })}
          onClose={() => setFinding(false)}
        />
      ) : null}
      <ProblemLine problem={act.problem} />
    </PanelSection>
  );
}

interface FinderProps {
  readonly project: ProjectDetail;
  readonly busy: boolean;
  readonly onFind: (touchpointId: string) => void;
  readonly onClose: () => void;
}

/** The technicians of the stores that serve the community. */
function Finder({ project, busy, onFind, onClose }: FinderProps): ReactNode {
  const [chosen, setChosen] = useState<string>();
  const there = new Set<string>(
    project.workers.filter((each) => each.because === 'assigned').map((each) => each.touchpointId),
  );
  const choices = useWorkerChoices({ communityId: project.communityId, skill: 'install' });
  return (
    <div className="service-fields">
      <Select
        aria-label="加哪一位"
        placeholder="选一位技师"
        style={{ minWidth: 240 }}
        value={chosen ?? null}
        options={choices.filter(({ value }) => !there.has(value))}
        notFoundContent="服务这个小区的门店没有别的技师"
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(value) => setChosen(value ?? undefined)}
      />
      <Button onClick={onClose}>先不了</Button>
      <Button
        type="primary"
        disabled={chosen === undefined}
        loading={busy}
        onClick={() => chosen !== undefined && onFind(chosen)}
      >
        加上
      </Button>
    </div>
  );
}
