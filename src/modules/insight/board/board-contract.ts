import { z } from 'zod';
import { cityId, communityId, storeId } from '#platform/fields';

const time = z.iso.datetime();
const day = z.iso.date();
const fen = z.number().int();
/** Business days, both included: the last thirty without them; at most 366 days. */
const period = { from: day.optional(), to: day.optional() };
const where = { cityId: cityId.optional(), storeId: storeId.optional(), communityId: communityId.optional() };

/** The figures of a place in a period. */
const figures = {
  leads: z.number().int(),
  visits: z.number().int(),
  quoted: z.number().int(),
  signed: z.number().int(),
  signedFen: fen,
  /** Signed for each lead, 0–1; null without leads. */
  conversion: z.number().nullable(),
  /** Median days from lead to signing of what was signed; null where nothing could be measured. */
  daysToSign: z.number().nullable(),
  /** Received less refunded. */
  revenueFen: fen,
  completed: z.number().int(),
  /** −100 to 100; null without answers. */
  nps: z.number().int().nullable(),
  npsAnswers: z.number().int(),
  /** Commission earned less taken back. */
  costFen: fen,
  /** Of goods: received less refunded, delivery included. */
  goodsFen: fen,
  /** Orders of goods that were paid. */
  goodsOrders: z.number().int(),
  /** Of the teams whose time was over those that were full, 0–1; null without any. */
  teamRate: z.number().nullable(),
  /** Claims for each paid order of goods; null without orders. */
  claimRate: z.number().nullable(),
};
export const boardFigures = z.object(figures);

export const BOARD_SORTS = ['revenue', 'leads', 'signed', 'conversion', 'days', 'nps', 'cost'] as const;

export const boardQuery = z.object({
  ...period,
  ...where,
  sort: z.enum(BOARD_SORTS).default('revenue'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const boardExportQuery = boardQuery.omit({ cursor: true, limit: true });

export const boardRow = z.object({ communityId, communityName: z.string(), cityId, cityName: z.string(), ...figures });
export const boardAnswer = z.object({
  asOf: time,
  from: day,
  to: day,
  previousFrom: day,
  previousTo: day,
  sum: boardFigures,
  previous: boardFigures,
  items: z.array(boardRow),
  nextCursor: z.string().nullable(),
});

export const dashboardQuery = z.object({ ...period, cityId: cityId.optional(), storeId: storeId.optional() });
export const dashboardAnswer = z.object({
  asOf: time,
  from: day,
  to: day,
  previousFrom: day,
  previousTo: day,
  /** Whose view it is: all cities, one city's stores, one store's communities. */
  level: z.enum(['company', 'city', 'store']),
  placeName: z.string(),
  sum: boardFigures,
  previous: boardFigures,
  /** One entry for each day of the period. */
  days: z.array(
    z.object({
      day,
      leads: z.number().int(),
      signed: z.number().int(),
      revenueFen: fen,
      goodsFen: fen,
      goodsOrders: z.number().int(),
    }),
  ),
  /** What the total consists of: cities, stores or communities, the largest revenue first. */
  parts: z.array(
    z.object({ kind: z.enum(['city', 'store', 'community']), placeId: z.string(), name: z.string(), ...figures }),
  ),
  /** A community that several stores serve counts for each of them. */
  partsOverlap: z.boolean(),
});

export type BoardFigures = z.output<typeof boardFigures>;
export type BoardRow = z.output<typeof boardRow>;
export type BoardAnswer = z.output<typeof boardAnswer>;
export type DashboardAnswer = z.output<typeof dashboardAnswer>;
