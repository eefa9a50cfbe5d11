import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { BookingView } from '#modules/growth/contract';
import { api } from '../../shared/api.ts';
import { asProblem, type ApiProblem } from '../../shared/problem.ts';
import { Loading, ProblemView } from '../../shared/states.tsx';
import BookingFlow from './booking-flow.tsx';
import type { SavedBooking } from './saved-booking.ts';

/** The offer page's second way: the same booking as on the page of a printed code. */
export default function OfferBooking(props: {
  readonly token: string;
  readonly onBooked: (booking: SavedBooking) => void;
}): ReactNode {
  const { token, onBooked } = props;
  const [page, setPage] = useState<BookingView>();
  const [problem, setProblem] = useState<ApiProblem>();
  const load = useCallback(() => {
    setProblem(undefined);
    api
      .get<BookingView>(`/api/growth/bookings/${encodeURIComponent(token)}`)
      .then(setPage, (error: unknown) => setProblem(asProblem(error)));
  }, [token]);
  useEffect(load, [load]);
  if (problem !== undefined) return <ProblemView problem={problem} onRetry={load} />;
  if (page === undefined) return <Loading label="正在看哪天有空" />;
  return <BookingFlow page={page} onBooked={onBooked} />;
}
