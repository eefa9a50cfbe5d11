import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { GiveUpReason, StaffOpportunityDetail } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { Field, FormEnd } from '../../../parts/field.tsx';
import { OPPORTUNITIES_KEY, OPPORTUNITIES_PATH } from '../deals-paths.ts';

/** Gives an opportunity up for whoever sells it, with a reason. It cannot be taken back. */
export function GiveUp({ it }: { it: StaffOpportunityDetail }): ReactNode {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<GiveUpReason>();
  const [note, setNote] = useState('');
  const act = useAct(
    (why: GiveUpReason, key) =>
      api.post(`${OPPORTUNITIES_PATH}/${it.visitId}/give-up`, { body: { reason: why, note: note.trim() }, key }),
    { stale: [OPPORTUNITIES_KEY], onDone: () => setOpen(false) },
  );
  if (!useMay('lead.act') || it.giveUpReasons.length === 0) return null;
  if (!open) return <Button onClick={() => setOpen(true)}>放弃商机</Button>;
  return (
    <div className="form-stack">
      <Chips
        label="为什么放弃"
        options={it.giveUpReasons.map(({ code, name }) => ({ value: code, label: name }))}
        value={reason}
        onChange={setReason}
      />
      <Field label="补充一句（可不填）">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <p className="panel-note">没签的报价会撤回，还没去的上门会取消。放弃后不能恢复。</p>
      <ProblemLine problem={act.problem} />
      <FormEnd
        verb="放弃这个商机"
        fault={reason === undefined ? '选一个原因' : undefined}
        busy={act.busy}
        onDo={() => reason !== undefined && void act.run(reason)}
        onClose={() => setOpen(false)}
      />
    </div>
  );
}
