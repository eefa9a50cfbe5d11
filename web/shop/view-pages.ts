import type { ComponentType } from 'react';
import type { ShopView } from './offer.ts';

type Kind = ShopView['kind'];
export type ViewOf<K extends Kind> = Extract<ShopView, { kind: K }>;
export type ViewPage = ComponentType<{ view: ShopView }>;

const asPage = (page: unknown): ViewPage => page as ViewPage;

/** The code of each view that the server renders, fetched by itself: an offer opens without the shop's, and vice versa. */
const LOADERS: Partial<Record<Kind, () => Promise<ViewPage>>> = {
  offer: () => import('./offer-page.tsx').then((it) => asPage(it.OfferView)),
  booking: () => import('./booking/booking-page.tsx').then((it) => asPage(it.BookingView)),
  choose: () => import('./community/choose-page.tsx').then((it) => asPage(it.ChooseView)),
  community: () => import('./community/community-page.tsx').then((it) => asPage(it.CommunityView)),
  group: () => import('./group/group-page.tsx').then((it) => asPage(it.GroupView)),
  item: () => import('./item/item-page.tsx').then((it) => asPage(it.ItemView)),
};

const loaded = new Map<Kind, ViewPage>();

/** Fetches the code of a view. The server does so for all of them when it starts, the browser before it takes over. */
export async function loadViewPage(kind: Kind): Promise<void> {
  const page = await LOADERS[kind]?.();
  if (page !== undefined) loaded.set(kind, page);
}

export const loadViewPages = async (): Promise<void> => {
  await Promise.all((Object.keys(LOADERS) as Kind[]).map(loadViewPage));
};

/** The page of a view that was loaded; undefined for those that need no code of their own. */
export const viewPage = (kind: Kind): ViewPage | undefined => loaded.get(kind);
