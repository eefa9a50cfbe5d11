import { useState, type ReactNode } from 'react';
import type { VisitDetail } from '#modules/fulfilment/contract';
import { useMay } from '../../../../shared/session.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { BookAgain } from './book-again.tsx';
import { CancelVisit } from './cancel-visit.tsx';
import { MoveVisit } from './move-visit.tsx';
import { PlaceVisit } from './place-visit.tsx';

type Doing = 'place' | 'move' | 'cancel' | 'again';

/** What may be done with a visit now: one form at a time, each with its way back. */
export function Arrange({ visit, onBooked }: { visit: VisitDetail; onBooked: (id: string) => void }): ReactNode {
  const [doing, setDoing] = useState<Doing>();
  const [said, setSaid] = useState<string>();
  const may = useMay('visit.dispatch');
  if (!may) return null;
  const close = (words?: string): void => {
    setDoing(undefined);
    setSaid(words);
  };
  const all: readonly (readonly [Doing, string, boolean])[] = [
    ['place', visit.who === null ? '派人' : '改派', visit.canPlace],
    ['move', '改时间', visit.canReschedule],
    ['again', '再约一次', visit.state !== 'unplaced'],
    ['cancel', '取消上门', visit.canCancel],
  ];
  const verbs = all.filter(([, , can]) => can);
  if (verbs.length === 0) return null;
  return (
    <PanelSection title="安排">
      <Chips
        label="要做什么"
        options={verbs.map(([value, label]) => ({ value, label }))}
        value={doing}
        onChange={(verb) => {
          setSaid(undefined);
          setDoing(doing === verb ? undefined : verb);
        }}
      />
      {said === undefined ? null : (
        <p className="service-said" role="status">
          {said}
        </p>
      )}
      {doing === 'place' ? <PlaceVisit visit={visit} onDone={close} /> : null}
      {doing === 'move' ? <MoveVisit visit={visit} onDone={close} /> : null}
      {doing === 'cancel' ? <CancelVisit visit={visit} onDone={close} /> : null}
      {doing === 'again' ? <BookAgain visit={visit} onDone={close} onBooked={onBooked} /> : null}
    </PanelSection>
  );
}
