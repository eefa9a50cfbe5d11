import type { ReactNode } from 'react';
import { Empty } from '../../../shared/states.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';

export default function CommunitiesPage(): ReactNode {
  return (
    <PageFrame title="社区" question="哪些小区正在需要我们">
      <Empty title="这一页还在搭" hint="导入小区资料后，这里按楼龄、讨论和会员密度列出每个小区。" />
    </PageFrame>
  );
}
