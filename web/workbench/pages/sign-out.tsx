import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { asProblem, type ApiProblem } from '../../shared/problem.ts';
import { signOut } from '../../shared/session.tsx';
import { ProblemLine } from '../../shared/states.tsx';
import { forgetEverything } from '../offline-cache.ts';
import { outbox } from '../outbox/use-outbox.ts';
import { ask } from '../parts/ask.tsx';

/** The way out; `waiting` is how much would be lost. */
export function SignOut({ waiting }: { waiting: number }): ReactNode {
  const client = useQueryClient();
  const [problem, setProblem] = useState<ApiProblem>();
  const leave = async (): Promise<void> => {
    const content =
      waiting === 0
        ? '手机里存的任务和线索会一并清掉。'
        : `还有 ${waiting} 件没发出去，退出就没了。连上网发完再退更稳妥。`;
    if (!(await ask({ title: '退出登录？', content, confirmText: '退出', cancelText: '留下' }))) return;
    try {
      await signOut(client);
      await Promise.all([outbox.clear(), forgetEverything(client)]);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <>
      <ProblemLine problem={problem} />
      <ul className="row-list">
        <li>
          <button type="button" className="row" onClick={() => void leave()}>
            退出登录
            <Icon name="signOut" size={20} />
          </button>
        </li>
      </ul>
    </>
  );
}
