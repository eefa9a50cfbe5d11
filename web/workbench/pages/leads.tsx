import type { ReactNode } from 'react';
import { Empty } from '../../shared/states.tsx';
import { Page } from '../parts/page.tsx';

/** Leads that the user follows up. */
export function Leads(): ReactNode {
  return (
    <Page title="线索">
      <Empty title="这一页还在搭" hint="有住户从你转发的链接预约，就会出现在这里，打个电话就能跟上。" />
    </Page>
  );
}
