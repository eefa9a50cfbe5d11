import type { ReactNode } from 'react';
import { Empty } from '../../../shared/states.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';

export default function SourcesPage(): ReactNode {
  return (
    <PageFrame title="数据源" question="数据有没有进来，拦下了什么">
      <Empty title="这一页还在搭" hint="接上一个数据源后，收了多少、拦了什么、为什么会列在这里。" />
    </PageFrame>
  );
}
