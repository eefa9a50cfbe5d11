import { useState, type ReactNode } from 'react';
import type { MyVisitItem } from '#modules/fulfilment/contract';
import { stepVisit } from '../../my/visit-acts.ts';
import { nextStep } from '../../my/visit-steps.ts';
import { myPosition } from '../../my/position.ts';
import { tellEnd } from '../../parts/tell-end.ts';
import { navigate } from '../../../shared/router.tsx';
import { FinishSheet } from './finish-sheet.tsx';

const SAID = { accepted: '接单了', departed: '出发了，客户看得到', arrived: '到了', done: '完成了' } as const;

interface StepButtonProps {
  readonly visit: MyVisitItem;
  /** The filled one: there is one on a screen. */
  readonly main: boolean;
}

/** The next step of a visit as one button; the last one asks how it went. */
export function StepButton({ visit, main }: StepButtonProps): ReactNode {
  const [finishing, setFinishing] = useState(false);
  const next = nextStep(visit);
  if (next === undefined) return null;
  const go = async (): Promise<void> => {
    if (next.step === 'done') return setFinishing(true);
    const position = next.step === 'departed' ? await myPosition() : undefined;
    tellEnd(await stepVisit(visit, next.step, position === undefined ? {} : { position }), SAID[next.step]);
  };
  return (
    <>
      <button type="button" className={main ? 'button button-main' : 'button button-second'} onClick={() => void go()}>
        {next.verb}
      </button>
      {next.step === 'done' ? (
        <FinishSheet
          visit={visit}
          open={finishing}
          onClose={() => setFinishing(false)}
          onMeasure={() => navigate(`/visits/${visit.visitId}/measure`)}
        />
      ) : null}
    </>
  );
}
