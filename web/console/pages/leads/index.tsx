import type { ReactNode } from 'react';
import { Empty } from '../../../shared/states.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';

export default function LeadsPage(): ReactNode {
  return (
    <PageFrame title="线索" question="来了多少线索，跟得及不及时">
      <Empty title="这一页还在搭" hint="住户在活动页预约后，线索和跟进情况会列在这里。" />
    </PageFrame>
  );
}
