import { useState, type ReactNode } from 'react';
import type { LeadItem } from '#modules/growth/contract';
import { followUpLead, loseLead, winLead } from '../../my/acts.ts';
import { visitTimes } from '../../my/visit-times.ts';
import { LOST_CHOICES, type FollowUpStep, type LostReason } from '../../my/words.ts';
import { Chips } from '../../parts/chips.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { tellEnd } from '../../parts/tell-end.ts';
import { WinSheet } from './win-sheet.tsx';

const DONE: Readonly<Record<FollowUpStep, string>> = {
  contacted: '记下了：已联系',
  visit_booked: '记下了：约好上门',
  quoted: '记下了：已报价',
};

/** What may come next for a lead, each one tap. */
export function Progress({ lead }: { lead: LeadItem }): ReactNode {
  const [open, setOpen] = useState<'won' | 'lost'>();
  const may = (move: LeadItem['state']): boolean => lead.moves.includes(move);
  if (lead.moves.length === 0) return null;
  const step = async (to: FollowUpStep, visitAt?: string): Promise<void> =>
    tellEnd(await followUpLead(lead, to, visitAt), DONE[to]);
  const win = async (amountFen: number | undefined): Promise<void> => {
    setOpen(undefined);
    tellEnd(await winLead(lead, amountFen), '恭喜成交，记下了');
  };
  const lose = async (reason: LostReason): Promise<void> => {
    setOpen(undefined);
    tellEnd(await loseLead(lead, reason), '记下了，原因会反馈给做方案的人');
  };
  return (
    <section className="card progress" aria-labelledby="progress">
      <h2 id="progress">聊得怎么样？点一下就记好</h2>
      <div className="progress-steps">
        {may('contacted') && lead.state === 'new' ? (
          <button type="button" className="button button-second" onClick={() => void step('contacted')}>
            已联系
          </button>
        ) : null}
        {may('quoted') && lead.state !== 'quoted' ? (
          <button type="button" className="button button-second" onClick={() => void step('quoted')}>
            已报价
          </button>
        ) : null}
        {may('won') ? (
          <button type="button" className="button button-second" onClick={() => setOpen('won')}>
            成交
          </button>
        ) : null}
        {may('lost') ? (
          <button type="button" className="button button-second button-plain" onClick={() => setOpen('lost')}>
            没成
          </button>
        ) : null}
      </div>
      {may('visit_booked') ? (
        <VisitChoice booked={lead.state === 'visit_booked'} onPick={(at) => void step('visit_booked', at)} />
      ) : null}
      <WinSheet open={open === 'won'} onClose={() => setOpen(undefined)} onWin={(amount) => void win(amount)} />
      <Sheet
        open={open === 'lost'}
        title="为什么没成？"
        hint="点一个就结束这条线索。"
        onClose={() => setOpen(undefined)}
      >
        <Chips label="没成的原因" choices={LOST_CHOICES} onPick={(reason) => void lose(reason)} />
      </Sheet>
    </section>
  );
}

/** A visit and its time are one tap. */
function VisitChoice({ booked, onPick }: { booked: boolean; onPick: (at: string | undefined) => void }): ReactNode {
  const [times] = useState(() => visitTimes(Date.now()));
  return (
    <>
      <h3 className="progress-visit">{booked ? '改上门时间' : '约好上门'}</h3>
      <Chips
        label={booked ? '改上门时间' : '约好上门'}
        choices={times.map(({ name }) => ({ code: name, name }))}
        onPick={(name) => onPick(times.find((time) => time.name === name)?.at)}
      />
    </>
  );
}
