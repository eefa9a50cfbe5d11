import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MyVisitItem } from '#modules/fulfilment/contract';
import { measureIn, useMeasureOps } from '../../my/measure-waiting.ts';
import { stepVisit } from '../../my/visit-acts.ts';
import { measureQuery } from '../../my/visit-queries.ts';
import { outcomesOf, type VisitOutcome } from '../../my/visit-steps.ts';
import { nameOf } from '../../my/words.ts';
import { Chips } from '../../parts/chips.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { tellEnd } from '../../parts/tell-end.ts';

interface FinishSheetProps {
  readonly visit: MyVisitItem;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onMeasure: () => void;
}

/** How it went: it is done, or it is not and why. */
export function FinishSheet({ visit, open, onClose, onMeasure }: FinishSheetProps): ReactNode {
  return (
    <Sheet open={open} title="这次怎么样？" onClose={onClose}>
      <FinishChoice visit={visit} onClose={onClose} onMeasure={onMeasure} />
    </Sheet>
  );
}

const REASONS: Readonly<Record<Exclude<VisitOutcome, 'done'>, readonly string[]>> = {
  not_home: ['敲门没人应', '电话没人接', '客户临时出门'],
  not_measured: ['不想做了', '家里不方便量', '先问问价'],
};

function FinishChoice({ visit, onClose, onMeasure }: Omit<FinishSheetProps, 'open'>): ReactNode {
  const [outcome, setOutcome] = useState<Exclude<VisitOutcome, 'done'>>();
  const [reason, setReason] = useState('');
  const missing = useMissing(visit);
  const outcomes = outcomesOf(visit.service);
  const finish = async (how: VisitOutcome, why = ''): Promise<void> => {
    onClose();
    tellEnd(await stepVisit(visit, 'done', { outcome: how, reason: why }), `记下了：${nameOf(outcomes, how)}`);
  };
  if (outcome !== undefined) {
    return (
      <div className="page-stack">
        <Chips
          label="原因"
          choices={REASONS[outcome].map((name) => ({ code: name, name }))}
          value={reason}
          onPick={setReason}
        />
        <label className="field-label" htmlFor="reason">
          {nameOf(outcomes, outcome)}，写明原因
        </label>
        <input
          id="reason"
          className="field"
          maxLength={200}
          value={reason}
          placeholder="点上面的，或者自己写"
          onChange={(event) => setReason(event.target.value)}
        />
        <button
          type="button"
          className="button button-main"
          disabled={reason.trim().length < 2}
          onClick={() => void finish(outcome, reason.trim())}
        >
          就这样结束
        </button>
        <button type="button" className="button button-quiet" onClick={() => setOutcome(undefined)}>
          换一个结果
        </button>
      </div>
    );
  }
  return (
    <div className="page-stack">
      {missing.length === 0 ? null : (
        <>
          <p>量房表还差：{missing.join('、')}。填完才能选「量好了」。</p>
          <button type="button" className="button button-main" onClick={onMeasure}>
            去填量房表
          </button>
        </>
      )}
      {outcomes
        .filter(({ code }) => code !== 'done' || missing.length === 0)
        .map(({ code, name }) => (
          <button
            key={code}
            type="button"
            className={code === 'done' ? 'button button-main' : 'button button-second button-plain'}
            onClick={() => (code === 'done' ? void finish('done') : setOutcome(code))}
          >
            {name}
          </button>
        ))}
    </div>
  );
}

/** What the measuring form lacks, with what still waits on this phone. */
function useMissing(visit: MyVisitItem): readonly string[] {
  const measures = visit.service === 'measure';
  const saved = useQuery({ ...measureQuery(visit.visitId), enabled: measures }).data;
  const { last } = useMeasureOps(visit.visitId);
  return measures ? measureIn(saved, last) : [];
}
