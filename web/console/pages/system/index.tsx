import type { ReactNode } from 'react';
import { Empty } from '../../../shared/states.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';

export default function SystemPage(): ReactNode {
  return (
    <PageFrame title="系统" question="有没有卡住的事，谁动过什么">
      <Empty title="这一页还在搭" hint="停下来的事件、操作记录和开发者页会放在这里。" />
    </PageFrame>
  );
}
