import { useState } from 'react';
import type { VoiceItem } from '#modules/cdp/contract';
import { useMay } from '../../../shared/session.tsx';
import { useList, type List } from '../../parts/use-list.ts';
import { step } from '../plays/play-walk.ts';
import { labelOf, type Label } from './label-edit.ts';
import { PURPOSE, VOICES_KEY, VOICES_PATH } from './listening-paths.ts';
import type { ListeningDesk } from './use-listening-desk.ts';
import { useLabels, type Labels } from './use-labels.ts';
import { useVoiceTicket, type VoiceTicket } from './use-voice-ticket.ts';
import { focusVoice } from './voice-focus.ts';

const LIMIT = 50;

export interface VoiceDesk {
  readonly list: List<VoiceItem>;
  readonly rows: readonly VoiceItem[];
  /** The words are shown, masked; each page of them is a reading that the audit keeps. */
  readonly isOpened: boolean;
  readonly setOpened: (opened: boolean) => void;
  /** The row that keys act on. */
  readonly atHand: VoiceItem | undefined;
  readonly point: (eventId: string) => void;
  /** The row comes in sight and is at hand. */
  readonly goTo: (eventId: string) => void;
  readonly walk: (by: 1 | -1) => void;
  /** Whoever may, once the words are there to judge by. */
  readonly mayLabel: (voice: VoiceItem | undefined) => voice is VoiceItem;
  /** Says how a message is to be read, and goes on to the next. */
  readonly label: (voice: VoiceItem, label: Label) => void;
  /** The last one that was labelled, as it was before. */
  readonly last: VoiceItem | undefined;
  readonly undo: () => void;
  readonly labels: Labels;
  readonly ticket: VoiceTicket;
}

const idOf = ({ eventId }: VoiceItem): { readonly id: string } => ({ id: eventId });

/** The messages that the page shows, the row at hand, and what is said of it. */
export function useVoiceDesk({ where, days, filters }: ListeningDesk): VoiceDesk {
  const [isOpened, setOpened] = useState(false);
  const [pointed, setPointed] = useState<string>();
  const [labelled, setLabelled] = useState<VoiceItem>();
  const labels = useLabels();
  // What was not saved is not to be taken back.
  const last = labelled === labels.failed?.voice ? undefined : labelled;
  const mayAct = useMay('ticket.act');
  const list = useList<VoiceItem>(VOICES_KEY, VOICES_PATH, {
    query: {
      ...where,
      days,
      topic: filters.topic,
      item: filters.item,
      sentiment: filters.sentiment,
      leastSeverity: filters.severity,
      channel: filters.channel,
      unchecked: filters.unchecked,
      purpose: isOpened ? PURPOSE : undefined,
    },
    limit: LIMIT,
    audited: isOpened,
  });
  const rows = list.rows ?? [];
  const atHand = rows.find(({ eventId }) => eventId === pointed) ?? rows[0];
  const goTo = (eventId: string): void => {
    setPointed(eventId);
    focusVoice(eventId);
  };
  const walk = (by: 1 | -1): void => {
    const next = step(rows.map(idOf), atHand?.eventId, by);
    if (next !== undefined) goTo(next.id);
    if (by === 1 && next?.id === rows.at(-1)?.eventId && list.hasMore && !list.loadingMore) list.loadMore();
  };
  return {
    list,
    rows,
    isOpened,
    setOpened,
    atHand,
    point: setPointed,
    goTo,
    walk,
    mayLabel: (voice): voice is VoiceItem => mayAct && isOpened && voice !== undefined && voice.text !== null,
    label: (voice, label) => {
      setLabelled(voice);
      labels.save(voice, label);
      if (voice.eventId === atHand?.eventId) walk(1);
    },
    last,
    undo: () => {
      if (last === undefined) return;
      labels.save(last, labelOf(last));
      setLabelled(undefined);
      goTo(last.eventId);
    },
    labels,
    ticket: useVoiceTicket(),
  };
}
