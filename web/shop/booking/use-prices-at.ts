import { useEffect, useState } from 'react';
import type { BookingView } from '#modules/growth/contract';
import { api } from '../../shared/api.ts';

/**
 * The page with what things cost in the community that was picked. Without a price, nothing is held up: booking goes on,
 * and whoever comes says it.
 */
export function usePricesAt(page: BookingView, communityId: string | undefined): BookingView {
  const [priced, setPriced] = useState<{ readonly communityId: string; readonly page: BookingView }>();
  const settled = page.communities.length < 2;
  const { token } = page;
  useEffect(() => {
    if (settled || communityId === undefined) return undefined;
    const ended = new AbortController();
    api
      .get<BookingView>(`/api/growth/bookings/${encodeURIComponent(token)}`, {
        query: { communityId },
        signal: ended.signal,
      })
      .then(
        (answer) => setPriced({ communityId, page: answer }),
        () => undefined,
      );
    return () => ended.abort();
  }, [settled, token, communityId]);
  return priced !== undefined && priced.communityId === communityId ? priced.page : page;
}
