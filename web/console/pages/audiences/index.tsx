import type { ReactNode } from 'react';
import { Empty } from '../../../shared/states.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';

export default function AudiencesPage(): ReactNode {
  return (
    <PageFrame title="人群" question="圈出来的是谁，今天进出了多少">
      <Empty title="这一页还在搭" hint="用一句条件圈出一批小区，名单和人数会在这里自己更新。" />
    </PageFrame>
  );
}
