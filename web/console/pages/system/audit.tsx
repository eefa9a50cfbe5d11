import { Button } from 'antd';
import type { ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { count, dateTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { useAct } from '../../../shared/query.tsx';
import { Empty, Loading, ProblemView } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Facts } from '../../parts/panel-section.tsx';
import { auditWords } from './system-words.ts';
import type { AuditState } from './system-types.ts';
import './system.css';

interface Checked extends AuditState {
  readonly checkedAt: number;
}

/** 记录有没有被人动过？ Reads the whole chain when asked: it is long. */
export default function AuditPage(): ReactNode {
  const check = useAct(async (_: void): Promise<Checked> => {
    const state = await api.get<AuditState>('/api/system/audit', { timeoutMs: 120_000 });
    return { ...state, checkedAt: Date.now() };
  });
  const start = (): void => void check.run();
  const checked = check.answer;
  return (
    <PageFrame
      title="审计"
      question="记录有没有被人动过？"
      tabs={<AreaTabs area="system" />}
      actions={
        checked === undefined ? undefined : (
          <Button loading={check.busy} onClick={start}>
            再查一遍
          </Button>
        )
      }
    >
      {checked !== undefined ? (
        <Verdict checked={checked} />
      ) : check.busy ? (
        <Loading label="正在从第一条查到最后一条" />
      ) : check.problem !== undefined ? (
        <ProblemView problem={check.problem} onRetry={start} />
      ) : (
        <Empty
          title="从第一条查到最后一条"
          hint="谁看过电话、谁批了方案、谁导出过数据，都记在一条链上。查一遍就知道有没有人改过、删过。"
          action={
            <Button type="primary" onClick={start}>
              查一遍
            </Button>
          }
        />
      )}
    </PageFrame>
  );
}

function Verdict({ checked }: { checked: Checked }): ReactNode {
  const now = useNow();
  const words = auditWords(checked);
  const [seq, hash] = checked.head?.split(':') ?? [];
  return (
    <section
      className={words.ok ? 'audit-verdict audit-whole' : 'audit-verdict audit-broken'}
      aria-label="结果"
      role="status"
    >
      <Icon name={words.ok ? 'sent' : 'alert'} size={28} />
      <div>
        <p className="audit-words">{words.text}</p>
        <p>{words.hint}</p>
        <Facts
          facts={[
            ['查的时间', dateTime(checked.checkedAt, now)],
            ['末端', seq === undefined ? '还没有封存的记录' : `第${count(Number(seq))}条`],
            ['末端指纹', hash === undefined ? undefined : <code key="hash">{hash}</code>],
          ]}
        />
        <p className="panel-note">把末端指纹抄到别处保存，以后就能证明到这一条为止没被改过。</p>
      </div>
    </section>
  );
}
