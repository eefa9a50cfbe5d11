import type { ReactNode } from 'react';
import { Empty } from '../../../shared/states.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';

export default function PlaysPage(): ReactNode {
  return (
    <PageFrame title="方案" question="系统建议做什么，等谁拍板">
      <Empty title="这一页还在搭" hint="圈出小区后，系统给每个小区出一份方案，连同理由排在这里等人拍板。" />
    </PageFrame>
  );
}
