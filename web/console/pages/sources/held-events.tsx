import { App, Button, Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import type { discardAnswer, QuarantineAnswer, replayAnswer } from '#modules/cdp/contract';
import type { z } from 'zod';
import { api } from '../../../shared/api.ts';
import { count, dateTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Empty, ProblemLine, ProblemView, Skeleton } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Panel, PanelSection } from '../../parts/panel-section.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { useList } from '../../parts/use-list.ts';
import { detailWords, QUARANTINE_KEY, QUARANTINE_PATH, remedyOf, type HeldGroup } from './quarantine-words.ts';
import { SOURCES_KEY } from './source-words.ts';

type Held = QuarantineAnswer['items'][number];
const STALE = [QUARANTINE_KEY, SOURCES_KEY];
const REASONS = ['测试数据', '发送方已改好，重新发过', '本人要求删除', '认不出是谁，没有用'];

/** The events of one group: try them again, or give them up. */
export function HeldEvents({ group, onDone }: { group: HeldGroup; onDone: () => void }): ReactNode {
  const { message } = App.useApp();
  const selection = { sourceId: group.sourceId, reason: group.reason, eventName: group.eventName };
  const list = useList<Held>([...QUARANTINE_KEY, 'held'], QUARANTINE_PATH, { query: selection });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [discarding, setDiscarding] = useState(false);
  const part = chosen.length === 0 ? selection : { ...selection, quarantineIds: chosen };
  const told = (text: string): void => {
    void message.info(text);
    setChosen([]);
    if (chosen.length === 0) onDone();
  };
  const replay = useAct(
    (body: object, key) =>
      api.post<z.infer<typeof replayAnswer>>(`${QUARANTINE_PATH}/replay`, { body, key, timeoutMs: 60_000 }),
    {
      stale: STALE,
      onDone: ({ recorded, held }) =>
        told(`放行了${count(recorded)}条${held === 0 ? '' : `，${count(held)}条还是不行`}`),
    },
  );
  const discard = useAct(
    (body: object, key) => api.post<z.infer<typeof discardAnswer>>(`${QUARANTINE_PATH}/discard`, { body, key }),
    {
      stale: STALE,
      onDone: ({ discarded }) => {
        setDiscarding(false);
        told(`丢弃了${count(discarded)}条，内容已销毁`);
      },
    },
  );
  const what = chosen.length === 0 ? `全部${count(group.held)}条` : `选中的${count(chosen.length)}条`;
  return (
    <Panel>
      <PanelSection title="怎么办">
        <p>{remedyOf(group.reason)}</p>
        <div className="source-buttons">
          <Button onClick={() => setDiscarding(true)}>丢弃{what}</Button>
          <Button type="primary" loading={replay.busy} onClick={() => void replay.run(part)}>
            重试{what}
          </Button>
        </div>
        <ProblemLine problem={replay.problem} />
      </PanelSection>
      <PanelSection title="拦下的记录">
        <p className="panel-note">内容可能有手机号、姓名，所以封存着不显示；这里只列能认出它的编号。</p>
        <HeldList list={list} chosen={chosen} onChoose={setChosen} />
      </PanelSection>
      {discarding ? (
        <ReasonDialog
          title={`丢弃${what}`}
          lead="丢弃后内容会被销毁，找不回来。"
          frequent={REASONS}
          placeholder="点上面的，或者自己写一句，会记入审计"
          verb="丢弃"
          busy={discard.busy}
          problem={discard.problem}
          onSubmit={(why) => void discard.run({ ...part, why })}
          onClose={() => setDiscarding(false)}
        />
      ) : null}
    </Panel>
  );
}

interface HeldListProps {
  readonly list: ReturnType<typeof useList<Held>>;
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
}

function HeldList({ list, chosen, onChoose }: HeldListProps): ReactNode {
  const now = useNow();
  if (list.rows === undefined) {
    return list.problem === undefined ? (
      <Skeleton rows={6} />
    ) : (
      <ProblemView problem={list.problem} onRetry={list.retry} />
    );
  }
  if (list.rows.length === 0) return <Empty title="这些都处理完了" />;
  return (
    <>
      <ul>
        {list.rows.map((row) => (
          <li key={row.quarantineId} className="held-event">
            <Checkbox
              aria-label={`选中 ${row.messageId ?? row.quarantineId}`}
              checked={chosen.includes(row.quarantineId)}
              onChange={({ target }) =>
                onChoose(
                  target.checked ? [...chosen, row.quarantineId] : chosen.filter((id) => id !== row.quarantineId),
                )
              }
            />
            <div>
              <p>
                <code>{row.messageId ?? '没有编号'}</code>
                <time dateTime={row.receivedAt}>{dateTime(row.receivedAt, now)}</time>
              </p>
              {row.detail === '' ? null : <small>{detailWords(row.detail)}</small>}
            </div>
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <Button block loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </>
  );
}
