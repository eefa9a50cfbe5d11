import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MyTask } from '#modules/touchpoints/contract';
import { date } from '../../shared/format.ts';
import { Icon } from '../../shared/icons.tsx';
import { Await, Empty } from '../../shared/states.tsx';
import { tasksQuery } from '../my/queries.ts';
import { nameOf, RESULT_CHOICES } from '../my/words.ts';
import { AsOf } from '../parts/as-of.tsx';
import { Page } from '../parts/page.tsx';
import { Link } from '../../shared/router.tsx';

/** What I have finished, and what ran out. */
export function Finished(): ReactNode {
  const query = useQuery(tasksQuery('closed'));
  return (
    <Page title="做完的任务" parent="/me">
      <AsOf query={query} />
      <Await query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="还没有做完的任务" hint="转发完，回来说说邻居的反响，就算做完。" />
          ) : (
            <ul className="row-list">
              {items.map((task) => (
                <li key={task.taskId}>
                  <Link to={`/tasks/${task.taskId}`} className="row">
                    <span>
                      {task.communityName} · {task.packageName}
                      <small>{endOf(task)}</small>
                    </span>
                    <Icon name="forward" size={20} />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </Page>
  );
}

function endOf(task: MyTask): string {
  if (task.state === 'expired') return `${date(task.dueAt)} 过期，没有转发`;
  if (task.state === 'withdrawn') return `${date(task.completedAt ?? task.dueAt)} 总部撤回，不用办了`;
  const result = task.outcome === null ? '已转发' : nameOf(RESULT_CHOICES, task.outcome);
  return `${date(task.completedAt ?? task.dueAt)} · ${result}`;
}
