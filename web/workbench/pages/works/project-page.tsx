import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MyProjectDetail } from '#modules/fulfilment/contract';
import { asProblem } from '../../../shared/problem.ts';
import { Icon } from '../../../shared/icons.tsx';
import { Link } from '../../../shared/router.tsx';
import { Empty, ProblemView } from '../../../shared/states.tsx';
import { projectQuery, useOwnOps } from '../../my/works-queries.ts';
import { hasNext, milestoneNow, milestonesAfter, type MilestoneAfter, type WorksOp } from '../../my/works-steps.ts';
import { farWords } from '../../my/works-words.ts';
import { AsOf } from '../../parts/as-of.tsx';
import { CardSkeletons } from '../../parts/card-skeletons.tsx';
import { Page } from '../../parts/page.tsx';
import { InstallVisits } from './install-visits.tsx';
import { MilestoneCard } from './milestone-card.tsx';
import { StateWord } from './state-word.tsx';
import { SubmitBar } from './submit-bar.tsx';
import './works.css';

/** One project: the milestone that is to be worked on, its photos and the way to submit it; all others below. */
export function ProjectPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const query = useQuery(projectQuery(params['projectId'] ?? ''));
  // Read beside the project: what the server has taken is in the one or in the other, never in neither.
  const ops = useOwnOps();
  if (query.isError && asProblem(query.error).status === 404) {
    return (
      <Page title="施工" parent="/works">
        <Empty
          title="这家不归你施工了"
          hint="施工的那次上门改派给了别人，或者店里换了人。拍好没交的照片，请交给接手的同事。"
          action={<Link to="/works">看我的施工</Link>}
        />
      </Page>
    );
  }
  if (query.data === undefined) {
    return (
      <Page title="施工" parent="/works">
        {query.isError ? (
          <ProblemView problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
        ) : (
          <CardSkeletons cards={2} />
        )}
      </Page>
    );
  }
  return <ProjectView project={query.data} ops={ops} asOf={<AsOf query={query} />} />;
}

interface ProjectViewProps {
  readonly project: MyProjectDetail;
  readonly ops: readonly WorksOp[];
  readonly asOf: ReactNode;
}

function ProjectView({ project, ops, asOf }: ProjectViewProps): ReactNode {
  const [chosen, setChosen] = useState<string>();
  const all = milestonesAfter(project, ops);
  const shown = all.find(({ item }) => item.milestoneId === chosen) ?? milestoneNow(all);
  const choose = (milestoneId: string): void => {
    setChosen(milestoneId);
    window.scrollTo({ top: 0 });
  };
  return (
    <Page
      title={project.communityName}
      parent="/works"
      answer={`${project.customerName || '已注销'} · ${project.packageName}`}
      {...(shown === undefined || !hasNext(project, shown)
        ? {}
        : { next: <SubmitBar project={project} all={all} of={shown} /> })}
    >
      {asOf}
      {project.state === 'stopped' ? <p className="works-stopped">订单取消了，施工停了，不用再去。</p> : null}
      {shown === undefined ? null : <MilestoneCard key={shown.item.milestoneId} project={project} of={shown} />}
      <Milestones project={project} all={all} shown={shown} onChoose={choose} />
      <InstallVisits project={project} />
      {project.delivery === null ? null : (
        <a className="button button-plain" href={project.delivery.url} target="_blank" rel="noreferrer">
          <Icon name="download" size={22} /> 打开交付档案
        </a>
      )}
    </Page>
  );
}

interface MilestonesProps {
  readonly project: MyProjectDetail;
  readonly all: readonly MilestoneAfter[];
  readonly shown: MilestoneAfter | undefined;
  readonly onChoose: (milestoneId: string) => void;
}

function Milestones({ project, all, shown, onChoose }: MilestonesProps): ReactNode {
  return (
    <section aria-labelledby="milestones">
      <h2 id="milestones" className="section-title">
        {farWords(project)}
      </h2>
      <ol className="row-list">
        {all.map((each) => (
          <li key={each.item.milestoneId}>
            <button
              type="button"
              className="row"
              aria-current={each === shown}
              onClick={() => onChoose(each.item.milestoneId)}
            >
              <span>
                {each.item.ordinal}. {each.item.name}
              </span>
              <StateWord of={each} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
