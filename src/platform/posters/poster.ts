import type { Fen } from '#kernel/money';

export type PosterScene = 'renewal' | 'fresh' | 'event';

/** What a poster says. Texts shrink, wrap and at last end in an ellipsis: nothing overflows. */
export interface PosterInput {
  /** Picture and ground: 老房焕新, 生鲜团购, 社区活动. */
  readonly scene: PosterScene;
  readonly brand: string;
  readonly communityName: string;
  readonly headline: string;
  /** One to three selling points. */
  readonly points: readonly string[];
  readonly price?: PosterPrice | undefined;
  /** Until when the offer holds; shown in Asia/Shanghai. */
  readonly deadline?: Date | undefined;
  /** The share link; becomes the QR code. */
  readonly link: string;
  /** What to do, beginning with a verb: 「预约免费上门检测」. */
  readonly callToAction: string;
  /** Who forwards it; the name already masked. */
  readonly touchpoint?: { readonly maskedName: string; readonly role: string } | undefined;
  readonly smallPrint?: string | undefined;
}

export interface PosterPrice {
  readonly label: string;
  /** 0 is shown as 免费. */
  readonly now: Fen;
  /** The price it is compared with; must be higher than `now` to be shown. */
  readonly before?: Fen | undefined;
  /** 「起」, 「/份」, 「/㎡」 … */
  readonly unit?: string | undefined;
}

export const SCENE_NAMES: Readonly<Record<PosterScene, string>> = {
  renewal: '老房焕新',
  fresh: '生鲜团购',
  event: '社区活动',
};

/** Every text of the poster by the field it comes from, for checks of the font's coverage. */
export function textsOf(input: PosterInput): ReadonlyMap<string, string> {
  return new Map([
    ['brand', input.brand],
    ['communityName', input.communityName],
    ['headline', input.headline],
    ...input.points.map((point, at) => [`points.${at}`, point] as const),
    ['price', `${input.price?.label ?? ''}${input.price?.unit ?? ''}`],
    ['callToAction', input.callToAction],
    ['touchpoint', `${input.touchpoint?.maskedName ?? ''}${input.touchpoint?.role ?? ''}`],
    ['smallPrint', input.smallPrint ?? ''],
  ]);
}
