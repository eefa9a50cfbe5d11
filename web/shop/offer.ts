import type { ShopCommunity, ShopGroupBuy, ShopHome, ShopItem } from '#modules/commerce/contract';
import type { BookingView, LeadBody, LeadLeftAnswer, OfferAnswer } from '#modules/growth/contract';

/**
 * What the offer page shows: the answer of `GET /api/growth/offers/:token`. Everything that names a person arrives
 * masked; money is in fen; times are ISO strings. The server renders the first view from the same value.
 */
export type Offer = OfferAnswer;
export type Neighbour = Offer['neighbours']['recent'][number];

/** Body of `POST /api/growth/offers/:token/leads`, and its answer. */
export type LeadRequest = LeadBody;
export type LeadAnswer = LeadLeftAnswer;

/** What one address of the shop shows. */
export type ShopView =
  | { readonly kind: 'offer'; readonly offer: Offer }
  /** The page of a printed code, `/b/:code`. */
  | { readonly kind: 'booking'; readonly page: BookingView }
  /** The question after the works, `/s/:token`: rendered by the browser. */
  | { readonly kind: 'survey'; readonly token: string }
  /** What is one's own, behind signing in: rendered by the browser. */
  | { readonly kind: 'my' }
  | { readonly kind: 'missing' }
  /** Which community, at `/`. */
  | { readonly kind: 'choose'; readonly communities: readonly ShopCommunity[] }
  /** The shop of a community, `/c/:communityId`; with what was asked for of its shelf. */
  | { readonly kind: 'community'; readonly home: ShopHome; readonly categoryId: string | null; readonly text: string }
  /** A group buy, `/g/:number`. */
  | { readonly kind: 'group'; readonly groupBuy: ShopGroupBuy }
  /** A product, `/i/:code`. */
  | { readonly kind: 'item'; readonly item: ShopItem }
  /** A product somewhere: the browser remembers where, or asks. */
  | { readonly kind: 'somewhere' }
  /** Cart, ordering and what comes after: rendered by the browser. */
  | { readonly kind: 'buying' }
  | { readonly kind: 'home' };

/** What the server bundle (`entry-server.tsx`) exports. */
export interface ShopServer {
  /**
   * The whole HTML document of a view. `template` is the app's index.html, built or from the dev server. Answer
   * `missing` with status 404.
   */
  readonly renderPage: (template: string, view: ShopView) => string;
  /** The parts: HTML of the root element, JSON of the state, and the text of the title. */
  readonly renderView: (view: ShopView) => { readonly html: string; readonly state: string; readonly title: string };
}
