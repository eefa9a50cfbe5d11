import type { ReactNode } from 'react';
import type { MilestoneItem, ProjectDetail } from '#modules/fulfilment/contract';
import { dateTime } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { StateWord } from '../../../parts/state-word.tsx';
import { Photos } from '../photos.tsx';
import { MILESTONE_TONES, milestoneWords } from './project-words.ts';

/** Every milestone in order, with every round: who did what, the photos, and what the owner said. */
export function Milestones({ project }: { project: ProjectDetail }): ReactNode {
  return (
    <ol className="milestones">
      {project.milestoneList.map((milestone) => (
        <li key={milestone.milestoneId}>
          <Milestone milestone={milestone} open={milestone.milestoneId === project.next?.milestoneId} />
        </li>
      ))}
    </ol>
  );
}

function Milestone({ milestone, open }: { milestone: MilestoneItem; open: boolean }): ReactNode {
  const head = (
    <>
      <strong>
        {milestone.ordinal}. {milestone.name}
      </strong>
      <StateWord tone={MILESTONE_TONES[milestone.state]}>{milestoneWords(milestone)}</StateWord>
      {milestone.round > 1 ? <span className="panel-note">提交过{milestone.round}次</span> : null}
    </>
  );
  if (milestone.rounds.length === 0) {
    return (
      <div className="milestone">
        <p className="milestone-head">{head}</p>
        <p className="panel-note">{milestone.instruction}</p>
      </div>
    );
  }
  return (
    <details className="milestone" open={open}>
      <summary className="milestone-head">{head}</summary>
      {milestone.rounds.toReversed().map((round) => (
        <Round key={round.round} round={round} />
      ))}
    </details>
  );
}

function Round({ round }: { round: MilestoneItem['rounds'][number] }): ReactNode {
  const now = useNow();
  return (
    <div className="milestone-round">
      <p className="panel-note">
        第{round.round}次 · {round.touchpointName} {round.roleName} · {dateTime(round.submittedAt, now)}提交
      </p>
      <p>{round.note}</p>
      <Photos photos={round.photos} of={`第${round.round}次`} />
      <p className={`milestone-answer-${round.answer ?? 'open'}`}>{answerInWords(round, now)}</p>
    </div>
  );
}

function answerInWords(round: MilestoneItem['rounds'][number], now: number): string {
  if (round.answer === null || round.answeredAt === null) return '业主还没看';
  const at = dateTime(round.answeredAt, now);
  if (round.answer === 'confirmed') return `业主${at}确认`;
  return `业主${at}说不行${round.comment === null ? '' : `：${round.comment}`}`;
}
