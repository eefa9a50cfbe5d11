import { useQueryClient } from '@tanstack/react-query';
import { useRef, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import type { ScheduleAnswer } from '#modules/fulfilment/contract';
import type { Span } from '#kernel/span';
import { useMay } from '../../../../shared/session.tsx';
import { stepped, type Draft, type Row, type Visit } from './board-layout.ts';
import { fitsOf } from './candidates.ts';
import { paintFits, startDrag, type Aim } from './drag.ts';

interface HandsAsked {
  readonly schedule: ScheduleAnswer;
  readonly rows: readonly Row[];
  readonly window: Span;
  readonly draft: Draft | undefined;
  readonly think: (draft: Draft) => void;
  readonly pick: (touchpointId: string | undefined) => void;
  readonly open: (visitId: string) => void;
}

interface Hands {
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const KEYS = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);

const personOf = (schedule: ScheduleAnswer, visitId: string): string | undefined =>
  schedule.people.find((person) => person.visits.some((visit) => visit.visitId === visitId))?.touchpointId;

const visitOf = (schedule: ScheduleAnswer, visitId: string): Visit | undefined =>
  [...schedule.unplaced, ...schedule.people.flatMap((person) => person.visits)].find(
    (visit) => visit.visitId === visitId,
  );

/** Marks who could take a visit while it is held; an answer that comes too late marks nobody. */
function useFits() {
  const client = useQueryClient();
  const held = useRef<string>(undefined);
  return {
    ask: async (wall: HTMLElement, { visitId, startsAt }: Aim): Promise<void> => {
      const at = new Date(startsAt).toISOString();
      held.current = `${visitId}${at}`;
      const fits = await fitsOf(client, visitId, at);
      if (held.current === `${visitId}${at}` && fits !== undefined) paintFits(wall, fits);
    },
    forget: (wall: HTMLElement): void => {
      held.current = undefined;
      paintFits(wall, undefined);
    },
  };
}

/** Clicks, drags and keys of all rows, heard in one place. */
export function useHands({ schedule, rows, window, draft, think, pick, open }: HandsAsked): Hands {
  const may = useMay('visit.dispatch');
  const fits = useFits();
  return {
    onClick: (event) => {
      const target = event.target instanceof Element ? event.target : undefined;
      const visitId = target?.closest<HTMLElement>('[data-visit]')?.dataset['visit'];
      const touchpointId = target?.closest<HTMLElement>('[data-pick]')?.dataset['pick'];
      if (visitId !== undefined) open(visitId);
      else if (touchpointId !== undefined) pick(touchpointId);
    },
    onPointerDown: (event) => {
      const block = (event.target as Element).closest<HTMLElement>('[data-movable]');
      if (!may || block === null || event.button !== 0 || event.pointerType === 'touch') return;
      const wall = event.currentTarget;
      startDrag(event.nativeEvent, block, wall, {
        window,
        onMoment: (aim) => void fits.ask(wall, aim),
        onDrop: ({ visitId, touchpointId, startsAt }) => {
          const was = visitOf(schedule, visitId);
          const isSame = touchpointId === personOf(schedule, visitId) && startsAt === Date.parse(was?.startsAt ?? '');
          if (!isSame) think({ visitId, touchpointId, startsAt: new Date(startsAt).toISOString() });
        },
        onEnd: () => fits.forget(wall),
      });
    },
    onKeyDown: (event) => {
      const block = (event.target as Element).closest<HTMLElement>('[data-movable]');
      const visitId = block?.dataset['visit'];
      if (!may || visitId === undefined || !event.altKey || !KEYS.has(event.key)) return;
      const was = visitOf(schedule, visitId);
      if (was === undefined) return;
      event.preventDefault();
      const isHeld = draft?.visitId === visitId;
      const from = isHeld ? draft : { touchpointId: personOf(schedule, visitId), startsAt: was.startsAt };
      const next = stepped(rows, from, event.key);
      if (next !== undefined) think({ visitId, ...next });
    },
  };
}
