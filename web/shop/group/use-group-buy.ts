import { useEffect, useState } from 'react';
import type { ShopGroupBuy, ShopTeam, ShopTeamAnswer } from '#modules/commerce/contract';
import { api } from '../../shared/api.ts';
import { digitsOf } from '../cart/cart.ts';

const EVERY_MS = 15_000;

/** The group buy as it stands: read again while somebody looks, at once when they come back, and `refresh` by hand. */
export function useGroupBuy(first: ShopGroupBuy): { readonly groupBuy: ShopGroupBuy; readonly refresh: () => void } {
  const [groupBuy, setGroupBuy] = useState(first);
  const [asked, setAsked] = useState(0);
  const number = digitsOf(first.groupBuyNumber);
  useEffect(() => {
    const ended = new AbortController();
    const read = (): void => {
      if (document.visibilityState !== 'visible' || !navigator.onLine) return;
      api
        .get<ShopGroupBuy>(`/api/commerce/shop/group-buys/${number}`, { signal: ended.signal })
        // What is on the screen stays when this does not succeed.
        .then(setGroupBuy, () => undefined);
    };
    if (asked > 0) read();
    const timer = setInterval(read, EVERY_MS);
    document.addEventListener('visibilitychange', read);
    return () => {
      ended.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', read);
    };
  }, [number, asked]);
  return { groupBuy, refresh: () => setAsked((before) => before + 1) };
}

/**
 * The teams that are shown, with the one of a neighbour's link, which may be none of the fullest ten. `gone` when it takes
 * nobody any more.
 */
export function useTeams(
  { groupBuyId, teams }: ShopGroupBuy,
  linked: string | undefined,
): { readonly teams: readonly ShopTeam[]; readonly gone: boolean } {
  const [other, setOther] = useState<ShopTeam | null>();
  const shown = teams.some((team) => team.teamId === linked);
  useEffect(() => {
    if (linked === undefined || shown) return undefined;
    const ended = new AbortController();
    api.get<ShopTeamAnswer>(`/api/commerce/shop/teams/${encodeURIComponent(linked)}`, { signal: ended.signal }).then(
      (answer) => setOther(answer.groupBuyId === groupBuyId && answer.team.state === 'open' ? answer.team : null),
      () => setOther(null),
    );
    return () => ended.abort();
  }, [linked, shown, groupBuyId]);
  if (linked === undefined || shown || other === undefined) return { teams, gone: false };
  return other === null ? { teams, gone: true } : { teams: [other, ...teams], gone: false };
}
