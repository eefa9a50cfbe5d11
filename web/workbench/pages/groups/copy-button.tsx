import type { ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { navigate } from '../../../shared/router.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { GROUP_BUYS } from '../../my/trade-paths.ts';
import { say } from '../../parts/toast.tsx';

interface Copied {
  readonly groupBuyId: string;
  readonly leftOut: readonly string[];
}

/** Opens the last group buy of a community again, at today's prices, in one tap. */
export function CopyButton({ communityId, main }: { communityId: string; main: boolean }): ReactNode {
  const copy = useAct(
    (body: { communityId: string }, key: string) => api.post<Copied>(`${GROUP_BUYS}/copy`, { body, key }),
    {
      stale: [['my']],
      onDone: ({ groupBuyId, leftOut }) => {
        say(leftOut.length === 0 ? '开好了，价格按今天的' : `开好了，今天没有：${leftOut.join('、')}`);
        navigate(`/groups/${groupBuyId}`);
      },
    },
  );
  return (
    <div className="copy-group">
      <button
        type="button"
        className={main ? 'button button-main' : 'button button-second'}
        disabled={copy.busy}
        onClick={() => void copy.run({ communityId })}
      >
        {copy.busy ? '正在开团…' : '照上次再开'}
      </button>
      <ProblemLine problem={copy.problem} />
    </div>
  );
}
