import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { goBack } from '../../shared/router.tsx';

interface PageProps {
  readonly title: string;
  /** One line under the title: the answer first (`3 件待办，最早的 15 分钟后到点`). */
  readonly answer?: ReactNode;
  /** Parent page of a page that is not a tab; shows the way back. */
  readonly parent?: string;
  /** The next action, within reach of the thumb. */
  readonly next?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, answer, parent, next, children }: PageProps): ReactNode {
  return (
    <>
      <header className="page-head">
        {parent === undefined ? null : (
          <button type="button" className="page-back" aria-label="返回" onClick={() => goBack(parent)}>
            <Icon name="back" size={24} />
          </button>
        )}
        <div>
          <h1>{title}</h1>
          {answer === undefined ? null : <p>{answer}</p>}
        </div>
      </header>
      <div className="page-body">{children}</div>
      {next === undefined ? null : <div className="page-next">{next}</div>}
    </>
  );
}
