import { useCallback, useState } from 'react';
import type { BookedAnswer, BookingBody, FreeSlot, HoldAnswer } from '#modules/growth/contract';
import { ActKey } from '../../shared/act-key.ts';
import { api, newKey } from '../../shared/api.ts';
import { asProblem, type ApiProblem } from '../../shared/problem.ts';
import { digitsOf, postOnce } from '../post-once.ts';
import { visitorId } from '../visitor.ts';
import type { BookingDraft } from './booking-draft.ts';

/** A time that is kept for this browser, until a moment of this phone's clock. */
export interface HeldTime extends HoldAnswer {
  readonly keptUntil: number;
}

/** A time that was wanted and is gone, and those offered in its place. */
export interface GoneTime {
  readonly message: string;
  readonly next: readonly FreeSlot[];
}

export interface Booking {
  readonly held: HeldTime | undefined;
  readonly gone: GoneTime | undefined;
  /** The start of the time that is being asked for. */
  readonly holding: string | undefined;
  readonly sending: boolean;
  readonly problem: ApiProblem | undefined;
  /** Keeps a time; answers whether it is kept. */
  readonly hold: (startsAt: string) => Promise<boolean>;
  /** Books what is kept; undefined when that did not succeed. */
  readonly book: (draft: BookingDraft, consentVersion: string) => Promise<BookedAnswer | undefined>;
  /** Back to choosing. */
  readonly letGo: () => void;
  /** The time was not used in time. */
  readonly expire: () => void;
}

/** Choosing and booking a time. What was typed is not here: it stays whatever happens to the time. */
export function useBooking(token: string, communityId: string | undefined): Booking {
  const [held, setHeld] = useState<HeldTime>();
  const [gone, setGone] = useState<GoneTime>();
  const [holding, setHolding] = useState<string>();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [act] = useState(() => new ActKey(newKey));
  const path = `/api/growth/bookings/${encodeURIComponent(token)}`;

  const fail = (error: unknown): undefined => {
    const failed = asProblem(error);
    const next = failed.told['next'];
    if (Array.isArray(next)) {
      setHeld(undefined);
      setGone({ message: failed.message, next: next as FreeSlot[] });
    } else {
      setProblem(failed);
    }
  };
  const hold = async (startsAt: string): Promise<boolean> => {
    setHolding(startsAt);
    setProblem(undefined);
    const body = { communityId, startsAt, visitorId: visitorId() };
    const answer = await api.post<HoldAnswer>(`${path}/holds`, { body }).catch(fail);
    setHolding(undefined);
    if (answer === undefined) return false;
    setGone(undefined);
    setHeld({ ...answer, keptUntil: Date.now() + answer.keptSeconds * 1_000 });
    return true;
  };
  const book = async (draft: BookingDraft, consentVersion: string): Promise<BookedAnswer | undefined> => {
    if (held === undefined) return undefined;
    const { consent: _consent, packageId, ...typed } = draft;
    const body = {
      ...typed,
      ...(packageId !== '' && { packageId }),
      communityId,
      consentVersion,
      phone: digitsOf(draft.phone),
      holdId: held.holdId,
      visitorId: visitorId(),
    } as BookingBody;
    setSending(true);
    setProblem(undefined);
    const answer = await postOnce<BookedAnswer>(act, path, body).catch(fail);
    setSending(false);
    return answer;
  };
  const expire = useCallback((): void => {
    setHeld(undefined);
    setGone({ message: '时间保留到了，没有提交。填的内容都在，重新选一个时间就行。', next: [] });
  }, []);
  const letGo = (): void => {
    setHeld(undefined);
    setGone(undefined);
  };
  return { held, gone, holding, sending, problem, hold, book, letGo, expire };
}
