import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { count, dateTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../parts/panel-section.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { PARKED_KEY, PARKED_PATH } from './parked-paths.ts';
import { parkedId, subscriptionName } from './system-words.ts';
import type { ParkedEvent } from './system-types.ts';

const REASONS = ['对象已经删掉，不用再办', '已经人工补上', '测试数据'];

/** One parked event: what was tried and why it failed; try again, or give it up. */
export function useParkedPanel(event: ParkedEvent | undefined, onClose: () => void): SidePanelProps | undefined {
  if (event === undefined) return undefined;
  return {
    title: subscriptionName(event.subscription),
    subtitle: `${event.type} · 第${count(event.seq)}号事件`,
    onClose,
    children: <Parked key={parkedId(event)} event={event} onGone={onClose} />,
  };
}

function Parked({ event, onGone }: { event: ParkedEvent; onGone: () => void }): ReactNode {
  const now = useNow();
  const mayOperate = useMay('system.operate');
  const { message } = App.useApp();
  const [dropping, setDropping] = useState(false);
  const of = { subscription: event.subscription, aggregate: event.aggregate, aggregateId: event.aggregateId };
  const stale = { stale: [PARKED_KEY] };
  const retry = useAct((_: void, key) => api.post<{ events: number }>(`${PARKED_PATH}/retry`, { body: of, key }), {
    ...stale,
    onDone: ({ events }) => void message.success(`马上重试${count(events)}件`),
  });
  const drop = useAct(
    (reason: string, key) => api.post(`${PARKED_PATH}/drop`, { body: { ...of, seq: event.seq, reason }, key }),
    { ...stale, onDone: onGone },
  );
  return (
    <Panel>
      <PanelSection title="为什么没办成">
        <p className="system-reason-whole">{event.reason}</p>
        <Facts
          facts={[
            ['试过', `${count(event.attempts)}次`],
            ['卡住时间', dateTime(event.parkedAt, now)],
            ['对象', `${event.aggregate} ${event.aggregateId}`],
            ['订阅', event.subscription],
          ]}
        />
      </PanelSection>
      <PanelSection title="怎么办">
        {mayOperate ? (
          <>
            <p className="panel-note">重试会把这个对象排着的事一起再办一遍；放弃只放弃这一件，要写原因。</p>
            <div className="system-buttons">
              <Button onClick={() => setDropping(true)}>放弃这件</Button>
              <Button type="primary" loading={retry.busy} disabled={event.retryWanted} onClick={() => void retry.run()}>
                {event.retryWanted ? '正在重试' : '重试'}
              </Button>
            </div>
          </>
        ) : (
          <p className="panel-note">重试和放弃由系统管理员来做。把这一页的地址发给他。</p>
        )}
        <ProblemLine problem={retry.problem} />
      </PanelSection>
      {dropping ? (
        <ReasonDialog
          title="放弃这件事"
          lead={`「${subscriptionName(event.subscription)}」不会再办这一件，后面排着的接着办。`}
          frequent={REASONS}
          placeholder="点上面的，或者自己写一句，会记入审计"
          verb="放弃"
          busy={drop.busy}
          problem={drop.problem}
          maxLength={500}
          onSubmit={(reason) => void drop.run(reason)}
          onClose={() => setDropping(false)}
        />
      ) : null}
    </Panel>
  );
}
