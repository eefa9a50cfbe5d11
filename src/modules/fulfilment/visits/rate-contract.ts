import { z } from 'zod';
import { idOf } from '#platform/fields';

/** A customer rates a visit that is done: once, within 14 days. */
export const rateVisitBody = z.object({
  stars: z.number().int().min(1).max(5),
  comment: z.string().trim().max(500).default(''),
});
export const ratedVisit = z.object({
  visitId: idOf<'Visit'>(),
  stars: z.number().int(),
  ratedAt: z.iso.datetime(),
});
/** What was said of a visit, for those who steer. */
export const visitRatingAnswer = ratedVisit.extend({ comment: z.string().nullable() });
