import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ProjectItem } from '#modules/fulfilment/contract';
import { Await, Empty } from '../../shared/states.tsx';
import { useNow } from '../../shared/use-now.ts';
import { visitsQuery } from '../my/visit-queries.ts';
import { isAhead } from '../my/visit-steps.ts';
import type { WithWaiting } from '../my/waiting.ts';
import { closedProjectsQuery, projectsQuery, useOwnOps } from '../my/works-queries.ts';
import { projectsAfter, worksInOrder } from '../my/works-steps.ts';
import { worksWhat, worksWhy } from '../my/works-words.ts';
import { AsOf } from '../parts/as-of.tsx';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { FieldTabs } from '../parts/field-tabs.tsx';
import { Page } from '../parts/page.tsx';
import { PullToRefresh } from '../parts/pull-to-refresh.tsx';
import { QueueCard } from '../parts/queue-card.tsx';
import './works/works.css';

/** The works that I am on: what is to be redone first, then what is to be photographed, then what waits for its owner. */
export function Works(): ReactNode {
  const client = useQueryClient();
  const query = useQuery(projectsQuery());
  const ops = useOwnOps();
  const works = worksInOrder(projectsAfter(query.data?.items ?? [], ops));
  return (
    <Page title="上门" {...(query.data === undefined ? {} : { answer: answerOf(works) })}>
      <FieldTabs at="/works" />
      <PullToRefresh onRefresh={() => client.invalidateQueries({ queryKey: ['my', 'projects'] })}>
        <div className="page-stack">
          <AsOf query={query} />
          <Await query={query} loading={<CardSkeletons />}>
            {() =>
              works.length === 0 ? (
                <Empty title="手上没有在施工的" hint="客户付了定金，约了你来施工，或者店里指派给你，就会出现在这里。" />
              ) : (
                <WorksList works={works} />
              )
            }
          </Await>
          <Closed />
        </div>
      </PullToRefresh>
    </Page>
  );
}

function answerOf(works: readonly WithWaiting<ProjectItem>[]): string {
  const redo = works.filter(({ item }) => item.next?.state === 'rejected').length;
  const owner = works.filter(({ item }) => item.next?.state === 'submitted').length;
  const parts = [
    works.length === 0 ? '' : `${works.length} 家在施工`,
    redo === 0 ? '' : `${redo} 家要返工`,
    owner === 0 ? '' : `${owner} 家等业主确认`,
  ];
  return parts.filter((part) => part !== '').join('，') || '现在不用施工';
}

function WorksList({ works }: { works: readonly WithWaiting<ProjectItem>[] }): ReactNode {
  const now = useNow(30_000);
  const visits = useQuery(visitsQuery()).data?.items ?? [];
  const nextVisit = (projectId: string) =>
    visits.find((visit) => visit.projectId === projectId && isAhead(visit) && Date.parse(visit.endsAt) > now);
  return (
    <ul className="page-stack">
      {works.map(({ item: project, waiting }) => (
        <li key={project.projectId}>
          <QueueCard
            to={`/works/${project.projectId}`}
            who={`${project.communityName} · ${project.customerName || '已注销'}`}
            what={`${project.packageName} · ${worksWhat(project)}`}
            why={worksWhy(project, now, nextVisit(project.projectId))}
            by={project.next?.state === 'rejected' ? 'people' : 'system'}
            due={undefined}
            waiting={waiting}
          />
        </li>
      ))}
    </ul>
  );
}

/** What is finished or was stopped, when it is asked for. */
function Closed(): ReactNode {
  const [asked, setAsked] = useState(false);
  const query = useInfiniteQuery({ ...closedProjectsQuery(), enabled: asked });
  if (!asked) {
    return (
      <button type="button" className="button button-quiet" onClick={() => setAsked(true)}>
        看做完的
      </button>
    );
  }
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="closed" className="page-stack">
      <h2 id="closed" className="section-title">
        做完的
      </h2>
      <Await query={query} loading={<CardSkeletons cards={1} />}>
        {() =>
          items.length === 0 ? (
            <p className="works-none">还没有竣工的。</p>
          ) : (
            <>
              <WorksList works={items.map((item) => ({ item, waiting: false }))} />
              {query.hasNextPage ? (
                <button
                  type="button"
                  className="button button-plain"
                  disabled={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  再看一些
                </button>
              ) : null}
            </>
          )
        }
      </Await>
    </section>
  );
}
