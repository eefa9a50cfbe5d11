import { Link } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import type { SourceAnswer } from '#modules/cdp/contract';
import { api } from '../../../shared/api.ts';
import { count, dateTime, percent } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts, Panel, PanelSection } from '../../parts/panel-section.tsx';
import { heldShare, SOURCES_KEY, SOURCES_PATH, type SourceRow } from './source-words.ts';
import { Snippets } from './snippet-view.tsx';
import { TrackingPlan } from './tracking-plan.tsx';

interface SourceDetailProps {
  readonly source: SourceRow;
  /** Only right after it was made. */
  readonly writeKey: string | undefined;
  readonly onKey: (writeKey: string) => void;
}

/** One source: what came, its key, how to send, what its events must carry. */
export function SourceDetail({ source, writeKey, onKey }: SourceDetailProps): ReactNode {
  const now = useNow();
  return (
    <Panel>
      {writeKey === undefined ? null : (
        <section className="source-key" aria-label="写入密钥">
          <p>
            <strong>写入密钥，只显示这一次。</strong>现在就复制到发送方；丢了只能换新的。
          </p>
          <Copyable text={writeKey} label="密钥" />
        </section>
      )}
      <PanelSection title="收了多少">
        <Facts
          facts={[
            ['收下', `${count(source.accepted)}条`],
            ['重复', `${count(source.duplicate)}条，已去掉`],
            [
              '隔离',
              source.quarantined === 0 ? (
                '0条'
              ) : (
                <Link key="held" to="/sources/quarantine" search={{ source: source.sourceId } as never}>
                  {count(source.quarantined)}条（{percent(heldShare(source))}），去处理
                </Link>
              ),
            ],
            ['最近一条', source.lastSeenAt === null ? '还没有' : dateTime(source.lastSeenAt, now)],
            ['接入时间', dateTime(source.createdAt, now)],
            ['限速', `每分钟${count(source.eventsPerMinute)}条`],
            ['允许网站', source.allowedOrigins.length === 0 ? undefined : source.allowedOrigins.join('、')],
          ]}
        />
      </PanelSection>
      <Switches source={source} onKey={onKey} />
      <PanelSection title="怎么发">
        <p className="panel-note">
          和 Segment 的接口一样，现成的客户端直接能用。
          {writeKey === undefined ? `示例里的密钥请换成你保存的那一把（结尾 ${source.writeKeyHint}）。` : null}
        </p>
        <Snippets writeKey={writeKey ?? `你的写入密钥…${source.writeKeyHint}`} />
      </PanelSection>
      <TrackingPlan sourceId={source.sourceId} />
    </Panel>
  );
}

function Switches({ source, onKey }: Omit<SourceDetailProps, 'writeKey'>): ReactNode {
  const path = `${SOURCES_PATH}/${source.sourceId}`;
  const stale = { stale: [SOURCES_KEY] };
  const pause = useAct(
    (enabled: boolean, key) => api.patch<SourceAnswer>(path, { body: { version: source.version, enabled }, key }),
    stale,
  );
  const renew = useAct(
    (version: number, key) => api.post<{ writeKey: string }>(`${path}/write-key`, { body: { version }, key }),
    { ...stale, onDone: ({ writeKey }) => onKey(writeKey) },
  );
  return (
    <PanelSection title="开关和密钥">
      <div className="source-buttons">
        <Button loading={pause.busy} onClick={() => void pause.run(!source.enabled)}>
          {source.enabled ? '暂停接收' : '恢复接收'}
        </Button>
        <Popconfirm
          title="换一把新密钥？"
          description="旧密钥马上失效，没换上新密钥的发送方会发不进来。"
          okText="换新密钥"
          cancelText="先不换"
          onConfirm={() => void renew.run(source.version)}
        >
          <Button loading={renew.busy}>换新密钥</Button>
        </Popconfirm>
      </div>
      <p className="panel-note">
        {source.enabled ? '暂停后，发来的数据会被拒绝，发送方会看到错误。' : '已暂停：发来的数据都被拒绝。'}
      </p>
      <ProblemLine problem={pause.problem ?? renew.problem} />
    </PanelSection>
  );
}
