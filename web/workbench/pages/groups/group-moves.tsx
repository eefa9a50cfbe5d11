import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MyGroupBuy } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { Icon } from '../../../shared/icons.tsx';
import { useAct, type Act } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { groupKey } from '../../my/group-queries.ts';
import { CANCEL_CHOICES, extensions, type GroupCancelReason } from '../../my/group-words.ts';
import { heard } from '../../my/server-time.ts';
import { groupPath } from '../../my/trade-paths.ts';
import { ask } from '../../parts/ask.tsx';
import { Chips } from '../../parts/chips.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { say } from '../../parts/toast.tsx';

interface Move {
  readonly verb: 'extend' | 'close' | 'cancel';
  readonly body?: unknown;
  readonly done: string;
}

/** What can be done with a running one besides sharing it; what cannot be taken back asks first. */
export function GroupMoves({ it }: { it: MyGroupBuy }): ReactNode {
  const client = useQueryClient();
  const [sheet, setSheet] = useState<'extend' | 'cancel'>();
  const move = useAct(
    ({ verb, body }: Move, key: string) => api.post<MyGroupBuy>(groupPath(it.groupBuyId, verb), { body, key }),
    {
      stale: [['my', 'group-buys']],
      onDone: (after, { done }) => {
        client.setQueryData(groupKey(it.groupBuyId), heard(after));
        setSheet(undefined);
        say(done);
      },
    },
  );
  const close = async (): Promise<void> => {
    const sure = await ask({
      title: '现在就截单？',
      content: `${it.orders} 单照现在的算，邻居不能再下单，截了不能再开。`,
      confirmText: '现在截单',
      cancelText: '再等等',
    });
    if (sure) void move.run({ verb: 'close', done: '截单了，正在结算' });
  };
  return (
    <section className="group-moves" aria-label="这个团">
      {sheet === undefined ? <ProblemLine problem={move.problem} /> : null}
      {it.can.extend ? (
        <button type="button" className="button button-plain" onClick={() => setSheet('extend')}>
          晚点截单
        </button>
      ) : null}
      {it.can.close ? (
        <button type="button" className="button button-plain" disabled={move.busy} onClick={() => void close()}>
          提前截单
        </button>
      ) : null}
      {it.can.cancel ? (
        <button type="button" className="button button-plain" onClick={() => setSheet('cancel')}>
          取消这个团
        </button>
      ) : null}
      {it.orders === 0 ? null : (
        <a className="button button-plain" href={groupPath(it.groupBuyId, 'export')} download>
          <Icon name="download" size={20} /> 存成表格
        </a>
      )}
      <Sheets it={it} sheet={sheet} move={move} onClose={() => setSheet(undefined)} />
    </section>
  );
}

interface SheetsProps {
  readonly it: MyGroupBuy;
  readonly sheet: 'extend' | 'cancel' | undefined;
  readonly move: Act<Move, MyGroupBuy>;
  readonly onClose: () => void;
}

function Sheets({ it, sheet, move, onClose }: SheetsProps): ReactNode {
  return (
    <>
      <Sheet
        open={sheet === 'extend'}
        title="晚点截单"
        hint="截单晚了，到货也可能晚；已经下单的邻居会看到新时间。"
        onClose={onClose}
      >
        <Chips
          label="延到几点"
          choices={extensions(it.cutOffAt)}
          disabled={move.busy}
          onPick={(cutOffAt) => void move.run({ verb: 'extend', body: { cutOffAt }, done: '截单时间改好了' })}
        />
        <ProblemLine problem={move.problem} />
      </Sheet>
      <Sheet
        open={sheet === 'cancel'}
        title="为什么取消？"
        hint={
          it.orders === 0
            ? '点一个原因就取消，取消了不能再开。'
            : `点一个原因就取消，${it.orders} 单付过的钱都原路退回，取消了不能再开。`
        }
        onClose={onClose}
      >
        <Chips
          label="取消的原因"
          choices={CANCEL_CHOICES}
          disabled={move.busy}
          onPick={(reason: GroupCancelReason) =>
            void move.run({ verb: 'cancel', body: { reason }, done: '取消了，付过的钱原路退回' })
          }
        />
        <ProblemLine problem={move.problem} />
      </Sheet>
    </>
  );
}
