import { useId, useState, type ReactNode } from 'react';
import type { GiveUpReason, MyOpportunity, OpportunityItem } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { salePath } from '../../my/paths.ts';
import { saleKey } from '../../my/visit-queries.ts';
import { Chips } from '../../parts/chips.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { say } from '../../parts/toast.tsx';

/** The end of a sale that came to nothing: a reason, and words if there are any. */
export function GiveUp({ sale }: { sale: MyOpportunity }): ReactNode {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<GiveUpReason>();
  const [note, setNote] = useState('');
  const noteId = useId();
  const act = useAct(
    (body: { readonly reason: GiveUpReason; readonly note: string }, key) =>
      api.post<OpportunityItem>(salePath(sale.visitId, 'give-up'), { body, key }),
    {
      stale: [saleKey(sale.visitId)],
      onDone: () => {
        setOpen(false);
        say('放弃了，没签的报价也撤回了');
      },
    },
  );
  if (sale.giveUpReasons.length === 0) return null;
  return (
    <>
      <button type="button" className="button button-quiet" onClick={() => setOpen(true)}>
        放弃商机
      </button>
      <Sheet
        open={open}
        title="为什么放弃？"
        hint="没签的报价会撤回，还没去的上门会取消。放弃后不能恢复。"
        onClose={() => setOpen(false)}
      >
        <Chips label="放弃的原因" choices={sale.giveUpReasons} value={reason ?? ''} onPick={setReason} />
        <label htmlFor={noteId}>补充一句（可不填）</label>
        <textarea
          id={noteId}
          className="field"
          rows={2}
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <ProblemLine problem={act.problem} />
        <button
          type="button"
          className="button button-main"
          disabled={reason === undefined || act.busy}
          onClick={() => reason !== undefined && void act.run({ reason, note: note.trim() })}
        >
          {act.busy ? '正在放弃…' : reason === undefined ? '先选一个原因' : '放弃这个商机'}
        </button>
      </Sheet>
    </>
  );
}
