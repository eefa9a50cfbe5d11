import type { ReactNode } from 'react';
import { dayWithWeekday } from '../../shared/format.ts';
import { Empty } from '../../shared/states.tsx';
import { useNow } from '../../shared/use-now.ts';
import { Page } from '../parts/page.tsx';

/** Home: the queue of today, the next thing first. */
export function Today(): ReactNode {
  return (
    <Page title="今日" answer={dayWithWeekday(useNow())}>
      <Empty title="这一页还在搭" hint="方案批下来，分给你的任务会按先后排在这里。" />
    </Page>
  );
}
