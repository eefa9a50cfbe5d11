import type { ReactNode } from 'react';
import { Empty } from '../../../shared/states.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';

export default function FlywheelPage(): ReactNode {
  return (
    <PageFrame title="飞轮" question="两个轮子转得顺不顺，哪里在漏">
      <Empty title="这一页还在搭" hint="数据、决策、任务、行动、线索、反馈，每一段的量、快慢和流失会画在这里。" />
    </PageFrame>
  );
}
