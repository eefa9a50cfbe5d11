import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { Icon } from '../../../shared/icons.tsx';
import { Logo } from '../../../shared/logo.tsx';
import { useMe } from '../../../shared/session.tsx';

interface Step {
  readonly words: string;
  readonly why: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly verb: string;
  /** The list whose first line says that the step is done, and the permission to read it. */
  readonly path: string;
  readonly needs: string;
}

const STEPS: readonly Step[] = [
  {
    words: '导入小区和门店',
    why: '有了小区的位置、楼龄、户数，系统才知道在看哪里。',
    to: '/communities',
    search: { import: 'communities' },
    verb: '去导入',
    path: '/api/cdp/communities',
    needs: 'cdp.read',
  },
  {
    words: '接上数据源',
    why: '群聊、论坛、收银、官网，接上一个就开始听。',
    to: '/sources',
    verb: '去接入',
    path: '/api/cdp/sources',
    needs: 'source.manage',
  },
  {
    words: '圈一群小区',
    why: '比如「楼龄15年以上，最近总有人说漏水」。',
    to: '/audiences',
    search: { edit: 'new' },
    verb: '去圈',
    path: '/api/cdp/audiences',
    needs: 'audience.read',
  },
  {
    words: '登记触点',
    why: '管家、团长、店长，方案批下来有人去做。',
    to: '/touchpoints',
    verb: '去登记',
    path: '/api/touchpoints',
    needs: 'touchpoint.read',
  },
];

/** Nothing has turned yet: what to connect first, in order, and what of it is done. */
export function FirstSteps(): ReactNode {
  const { permissions } = useMe();
  const done = useQuery({
    queryKey: ['first-steps'],
    queryFn: ({ signal }) =>
      Promise.all(
        STEPS.map((step) => (permissions.includes(step.needs) ? hasAny(step.path, signal) : Promise.resolve(false))),
      ),
  });
  const next = done.data?.indexOf(false);
  return (
    <section className="first-steps" aria-label="先做什么">
      <Logo size={40} />
      <h2>轮子还没转起来</h2>
      <p>按顺序接上这几样，第一条讨论进来，这里就开始动。</p>
      <ol>
        {STEPS.map((step, at) => {
          const isDone = done.data?.[at] === true;
          return (
            <li key={step.to} className={isDone ? 'first-steps-done' : at === next ? 'first-steps-next' : undefined}>
              <span className="first-steps-mark">{isDone ? <Icon name="sent" size={16} /> : at + 1}</span>
              <span>
                <strong>{step.words}</strong>
                <small>{step.why}</small>
              </span>
              {isDone ? (
                <span>做好了</span>
              ) : (
                <Link to={step.to} search={(step.search ?? {}) as never}>
                  {step.verb}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Whether a list holds anything; what cannot be read counts as not done. */
async function hasAny(path: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { items } = await api.get<{ items: readonly unknown[] }>(path, { query: { limit: 1 }, signal });
    return items.length > 0;
  } catch {
    return false;
  }
}
