import type { ReactNode } from 'react';
import { Empty } from '../../shared/states.tsx';
import { SignOut } from './sign-out.tsx';

/** An account of the office: its work is in the console. */
export function NotAtTheFront(): ReactNode {
  return (
    <main className="page-body">
      <Empty
        title="这个账号没有一线任务"
        hint="工作台给在小区里干活的人用。总部和门店的账号请用控制台。"
        action={
          <a className="button button-main" href="/console/">
            打开控制台
          </a>
        }
      />
      <SignOut waiting={0} />
    </main>
  );
}
