/**
 * What the offer page shows. Everything that names a person arrives masked; money is in fen; times are ISO strings.
 * `GET /api/growth/offers/:token` answers it and the server renders the first view from the same value.
 */
export interface Offer {
  readonly token: string;
  readonly community: { readonly name: string; readonly city: string };
  readonly package: {
    readonly name: string;
    readonly subtitle: string;
    readonly priceFen: number;
    readonly originalPriceFen: number | null;
    /** What the price is for: `/套`, `/㎡`, `起`. */
    readonly unit: string;
    readonly points: readonly string[];
    readonly image?: { readonly url: string; readonly width: number; readonly height: number; readonly alt: string };
  };
  readonly play: {
    readonly headline: string;
    /** The words of the touchpoint who shared it. */
    readonly script: string;
    readonly deadline: string | null;
    /** The one button: `预约免费上门量房`. */
    readonly action: string;
  };
  readonly touchpoint: { readonly maskedName: string; readonly roleName: string } | null;
  readonly neighbours: { readonly count: number; readonly recent: readonly Neighbour[] };
  /** What people usually ask for; the form offers them as chips. */
  readonly needs: readonly string[];
  readonly state: 'open' | 'closed' | 'expired';
  /** The purpose for which name and phone are used, as the person agrees to it. */
  readonly consentText: string;
  readonly consentVersion: string;
}

export interface Neighbour {
  /** `王*` */
  readonly mask: string;
  readonly agoMinutes: number;
}

/** Body of `POST /api/growth/offers/:token/leads`. */
export interface LeadRequest {
  readonly name: string;
  readonly phone: string;
  readonly need: string;
  readonly note: string;
  readonly consentVersion: string;
  readonly visitorId: string;
}

/** Its answer. */
export interface LeadAnswer {
  /** A number to read aloud on the phone. */
  readonly leadNumber: string;
  /** Who will call, and when. */
  readonly message: string;
}

/** What one address of the shop shows. */
export type ShopView =
  | { readonly kind: 'offer'; readonly offer: Offer }
  | { readonly kind: 'missing' }
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
