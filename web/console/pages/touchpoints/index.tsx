import type { ReactNode } from 'react';
import { Empty } from '../../../shared/states.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';

export default function TouchpointsPage(): ReactNode {
  return (
    <PageFrame title="触点" question="谁在覆盖，哪里没人">
      <Empty title="这一页还在搭" hint="登记管家、店长和大使后，谁管哪些小区、哪里空着会列在这里。" />
    </PageFrame>
  );
}
