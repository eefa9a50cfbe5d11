import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ProfileAnswer, undoMergeAnswer } from '#modules/cdp/contract';
import type { z } from 'zod';
import { api } from '../../../shared/api.ts';
import { dateTime } from '../../../shared/format.ts';
import { Ring } from '../../../shared/logo.tsx';
import { useAct } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { PanelSection } from '../../parts/panel-section.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { PEOPLE_KEY } from './person-words.ts';

type Merge = ProfileAnswer['merges'][number];
const REASONS = ['是两个人共用一部手机', '是一家人', '号码换了主人', '合错了，不是同一个人'];

/** Why we think this is one person; each joining can be taken back. */
export function PersonMerges({ merges }: { merges: readonly Merge[] }): ReactNode {
  const now = useNow();
  const may = useMay('cdp.review');
  const { message } = App.useApp();
  const [undoing, setUndoing] = useState<Merge>();
  const undo = useAct(
    ({ mergeId, reason }: { mergeId: string; reason: string }, key) =>
      api.post<z.infer<typeof undoMergeAnswer>>(`/api/cdp/merges/${mergeId}/undo`, { body: { reason }, key }),
    {
      stale: [PEOPLE_KEY],
      onDone: () => {
        setUndoing(undefined);
        void message.success('已经拆成两个人，以后不会再合到一起');
      },
    },
  );
  if (merges.length === 0) return null;
  return (
    <PanelSection title="为什么认为是同一个人">
      <ul className="merge-list">
        {merges.map((merge) => (
          <li key={merge.mergeId}>
            <p>
              <Ring by={merge.undoneAt === null ? 'system' : 'people'} size={10} /> {merge.reason}
            </p>
            <p className="panel-note">
              {dateTime(merge.mergedAt, now)}合并
              {merge.undoneAt === null ? '' : `，${dateTime(merge.undoneAt, now)}已撤销`}
            </p>
            {may && merge.undoneAt === null ? (
              <Button size="small" onClick={() => setUndoing(merge)}>
                撤销合并
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {undoing === undefined ? null : (
        <ReasonDialog
          title="撤销合并"
          lead="两个人各自拿回自己的标识、记录和同意，以后不会再自动合并。"
          frequent={REASONS}
          placeholder="点上面的，或者自己写一句，会记入审计"
          verb="撤销合并"
          busy={undo.busy}
          problem={undo.problem}
          onSubmit={(reason) => void undo.run({ mergeId: undoing.mergeId, reason })}
          onClose={() => setUndoing(undefined)}
        />
      )}
    </PanelSection>
  );
}
